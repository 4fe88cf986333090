import fastJsonPatch from "fast-json-patch";
import {
  type ContainerReport,
  type InjectOptions,
  type Issue,
  injectGpuConfig,
  type MpsConfig,
  toJsonPatch,
} from "kube-mps";
import { reviewAdmission } from "kube-mps/admission";
import { type DocumentReader, injectYaml } from "kube-mps/yaml";
import { stringify } from "yaml";
import { readDocument } from "../../src/document/parser/read-document.ts";
import type { Outcome } from "../model/model.ts";

/** How much an answer tells: everything, codes without paths or reports, or the object alone. */
export type Detail = "everything" | "codes" | "object";

/** The outcome by one route, in the terms of the model, as far as the answer tells. */
interface Answer {
  readonly detail: Detail;
  readonly outcome: Partial<Outcome>;
}

type Route = (object: object, limits: MpsConfig | null, settings: InjectOptions) => Answer;

/** Every route, by name. */
export const ROUTES: Readonly<Record<string, Route>> = {
  object: byObject,
  "JSON Patch": byJsonPatch,
  YAML: byText((object) => stringify(object, { aliasDuplicateObjects: false })),
  JSON: byText((object) => JSON.stringify(object, null, 2)),
  admission: byAdmission,
};

function byObject(object: object, limits: MpsConfig | null, settings: InjectOptions): Answer {
  const result = injectGpuConfig(object, limits, settings);
  if (!result.ok) return failed(result.issues, result.warnings);
  return injected(result.value.object, result.warnings, result.value.containers);
}

function byJsonPatch(object: object, limits: MpsConfig | null, settings: InjectOptions): Answer {
  const result = injectGpuConfig(object, limits, settings);
  if (!result.ok) return failed(result.issues, result.warnings);
  const { edits, containers } = result.value;
  return injected(patched(object, toJsonPatch(edits)), result.warnings, containers);
}

function byText(write: (object: object) => string): Route {
  return (object, limits, settings) => {
    const readers: DocumentReader[] = [];
    const onRead = (reader: DocumentReader) => readers.push(reader);
    const result = injectYaml(write(object), limits, { ...settings, onRead });
    if (!result.ok) return failed(result.issues, result.warnings);
    const value = read(result.value.text);
    if (readers[0] === "none") return { detail: "object", outcome: { object: value } };
    const containers = result.value.documents.flatMap((document) => document.containers);
    return injected(value, result.warnings, containers);
  };
}

function byAdmission(object: object, limits: MpsConfig | null, settings: InjectOptions): Answer {
  const request = { uid: "1", operation: "CREATE", object, oldObject: null };
  const review = { apiVersion: "admission.k8s.io/v1", kind: "AdmissionReview", request };
  const { response } = reviewAdmission(review, limits, settings);
  const causes = response.status?.details.causes ?? [];
  const outcome = {
    issues: causes.map(({ reason }) => reason).sort(),
    warnings: (response.warnings ?? []).map((text) => text.replace(/^.*\[|\]$/g, "")).sort(),
  };
  if (!response.allowed) return { detail: "codes", outcome };
  const patch = Buffer.from(response.patch ?? btoa("[]"), "base64").toString();
  return { detail: "codes", outcome: { object: patched(object, JSON.parse(patch)), ...outcome } };
}

function failed(issues: readonly Issue[], warnings: readonly Issue[]): Answer {
  const outcome = { issues: sorted(issues), warnings: sorted(warnings), reports: [] };
  return { detail: "everything", outcome };
}

function injected(
  object: unknown,
  warnings: readonly Issue[],
  containers: readonly ContainerReport[],
): Answer {
  const reports = containers.map(({ path, action, reason, count, resource }) =>
    [path.join("/"), action, reason ?? "", count, resource].join(" "),
  );
  const outcome = { object, issues: [], warnings: sorted(warnings), reports: reports.sort() };
  return { detail: "everything", outcome };
}

function sorted(issues: readonly Issue[]): string[] {
  return issues.map(({ code, path }) => `${code} ${path.join("/")}`).sort();
}

function patched(object: object, patch: readonly object[]): unknown {
  const operations = structuredClone(patch) as fastJsonPatch.Operation[];
  // As JSON carries it: what an object shares with itself would be patched in both places.
  const copy: unknown = JSON.parse(JSON.stringify(object));
  return fastJsonPatch.applyPatch(copy, operations, true).newDocument;
}

/** As kubectl reads it. */
function read(text: string): unknown {
  const reading = readDocument(text);
  return reading.ok ? reading.value : undefined;
}
