import { formatPath, injectGpuConfig, unwrap } from "kube-mps";
import { describe, expect, it } from "vitest";
import { builtInKinds } from "../../src/kubernetes/kinds/built-in-kinds.ts";
import { KindIndex } from "../../src/kubernetes/kinds/kind-index.ts";
import type { WorkloadKind } from "../../src/kubernetes/kinds/workload-kind.ts";
import { type GoldenCase, goldenCases, objectsOf } from "./golden-cases.ts";

/** Lists of objects are handled in code, not by a row of the table. */
const WITHOUT_ROW = ["core-list"];

const cases = goldenCases();

/** Group and kind of each golden manifest, with the paths of its GPU containers. */
const injected = cases.flatMap(({ input }) =>
  objectsOf(input).map((object) => {
    const { containers } = unwrap(injectGpuConfig(object, { activeThreadPercentage: 50 }));
    const paths = containers.map(({ path }) => formatPath(path));
    return { group: groupOf(object.apiVersion), kind: object.kind ?? "", paths };
  }),
);

function groupOf(apiVersion = ""): string {
  return apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
}

function nameOf(row: WorkloadKind): string {
  return `${row.group || "core"} ${row.kind}`;
}

/** A path of the table as a pattern of rendered paths. */
function patternOf(path: string, below: string): RegExp {
  const steps = path
    .replaceAll(".*", String.raw`\.[^.[]+`)
    .replaceAll("[*]", String.raw`\[\d+\]`)
    .replaceAll(/\.(?=\w)/g, String.raw`\.`);
  return new RegExp(`^${steps}${below}$`);
}

describe("the golden pairs cover the row of", () => {
  it.each(builtInKinds().map((row) => [nameOf(row), row] as const))("%s", (_name, row) => {
    const kinds = [row.kind].flat();
    const manifests = injected.filter(
      ({ group, kind }) => group === row.group && (row.kind === "*" || kinds.includes(kind)),
    );
    const missing = kinds.filter(
      (one) => one !== "*" && !manifests.some(({ kind }) => kind === one),
    );
    expect(missing).toEqual([]);
    expect(manifests).not.toEqual([]);

    const patterns = [
      ...(row.pods ?? []).map((path) =>
        patternOf(path, String.raw`\.(containers|initContainers)\[\d+\]`),
      ),
      ...(row.containers ?? []).map((location) =>
        patternOf(typeof location === "string" ? location : location.path, ""),
      ),
      ...(row.objects ?? []).map((path) => patternOf(path, ".+")),
    ];
    const paths = manifests.flatMap((manifest) => manifest.paths);
    expect(patterns.filter((pattern) => !paths.some((path) => pattern.test(path)))).toEqual([]);
  });
});

describe("a golden folder is named after its row", () => {
  const index = new KindIndex(builtInKinds());

  it.each(cases)("$name", ({ name, input, isSkipped }: GoldenCase) => {
    const [first] = objectsOf(input);
    const { apiVersion, kind = "" } = first ?? {};
    expect(name).toBe(`${groupOf(apiVersion) || "core"}-${kind.toLowerCase()}`);
    const row = index.find(apiVersion, kind);
    expect(row !== undefined).toBe(!WITHOUT_ROW.includes(name));
    expect(row?.skip !== undefined).toBe(isSkipped);
  });
});
