import { type ContainerReport, injectGpuConfig, isGpuWorkload } from "kube-mps";
import { type DocumentReport, injectYaml } from "kube-mps/yaml";
import { readDocument } from "../../src/document/parser/read-document.ts";
import { splitDocuments } from "../../src/document/text/split-documents.ts";
import type { Reading } from "./reading.ts";

const LIMITS = { pinnedDeviceMemoryLimit: "4Gi", activeThreadPercentage: 50 } as const;

/** What a reading can show to be broken. */
export type Law =
  | "hides-no-gpu"
  | "finds-what-kubernetes-finds"
  | "edits-nothing-refused"
  | "passes-without-gpu";

export const LAWS: Readonly<Record<Law, string>> = {
  "hides-no-gpu": "never leaves a GPU that Kubernetes reads without limits and without a warning",
  "finds-what-kubernetes-finds": "finds the containers that Kubernetes reads, and no others",
  "edits-nothing-refused":
    "edits no text that Kubernetes refuses, unless for another document, without a GPU",
  "passes-without-gpu": "fails no text in which Kubernetes reads no GPU",
};

/** What became of a text: the laws it breaks, and whether it was refused with a GPU in it. */
export interface Verdict {
  readonly broken: readonly Law[];
  readonly hasGpu: boolean;
  readonly refused: boolean;
}

export function judge({ text, documents }: Reading): Verdict {
  const result = injectYaml(text, LIMITS);
  const refused = !result.ok;
  if (documents === undefined) {
    const isEdited = result.ok && result.value.changed;
    const isBroken = isEdited && !isOtherRefused(text, result.value.documents);
    return { broken: isBroken ? ["edits-nothing-refused"] : [], hasGpu: false, refused };
  }
  const objects = documents.filter(isObject).map(withKind);
  const hasGpu = objects.some((object) => isGpuWorkload(object));
  if (!result.ok) return { broken: hasGpu ? [] : ["passes-without-gpu"], hasGpu, refused };
  const broken: Law[] = [];
  const found = result.value.documents.flatMap(({ containers }) => containers);
  if (hasGpu && found.length === 0 && result.warnings.length === 0) broken.push("hides-no-gpu");
  const expected = objects.flatMap(containersIn);
  if (JSON.stringify(sorted(found)) !== JSON.stringify(sorted(expected)))
    broken.push("finds-what-kubernetes-finds");
  return { broken, hasGpu, refused };
}

function containersIn(object: object): readonly (ContainerReport | "refused")[] {
  const result = injectGpuConfig(object, LIMITS);
  return result.ok ? result.value.containers : ["refused"];
}

/** Whether a document that names no GPU, and so can fail no call, is one that Kubernetes refuses. */
function isOtherRefused(text: string, reports: readonly DocumentReport[]): boolean {
  return [...splitDocuments(text)].some(({ start, content, end }, index) => {
    if (reports[index]?.changed !== false) return false;
    const directive = /^\uFEFF?%/m.test(text.slice(start, content));
    return directive || !readDocument(text.slice(content, end)).ok;
  });
}

/** Kubernetes' JSON has its keys sorted, so containers of a map of templates may come in another order. */
function sorted(reports: readonly (ContainerReport | "refused")[]): readonly string[] {
  return reports.map((report) => JSON.stringify(report)).sort();
}

/** In a text an object without a kind is no manifest, but one of an unknown kind: not read by its shape. */
function withKind(object: object): object {
  return "kind" in object || "apiVersion" in object ? object : { kind: "", ...object };
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
