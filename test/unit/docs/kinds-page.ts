import type { ContainerLocation, WorkloadKind } from "kube-mps";
import { argo } from "../../../src/kubernetes/kinds/table/argo.ts";
import { batch } from "../../../src/kubernetes/kinds/table/batch.ts";
import { kruise } from "../../../src/kubernetes/kinds/table/kruise.ts";
import { kubeflow } from "../../../src/kubernetes/kinds/table/kubeflow.ts";
import { kubernetes } from "../../../src/kubernetes/kinds/table/kubernetes.ts";
import { languageModels } from "../../../src/kubernetes/kinds/table/language-models.ts";
import { ray } from "../../../src/kubernetes/kinds/table/ray.ts";
import { serving } from "../../../src/kubernetes/kinds/table/serving.ts";
import { leftAlone } from "../../../src/kubernetes/kinds/table/skipped.ts";
import { spark } from "../../../src/kubernetes/kinds/table/spark.ts";

const REASONS = {
  managed: "made by another controller (`managed`)",
  "not-a-workload": "nothing that runs (`not-a-workload`)",
};

/** The rows of the table under the headings of its page, in the order of the table. */
export const SECTIONS: readonly (readonly [title: string, rows: readonly WorkloadKind[]])[] = [
  ["Kubernetes and OpenShift", kubernetes()],
  ["Argo Rollouts and Argo Workflows", argo()],
  ["Kubeflow", kubeflow()],
  ["KServe, Knative and Seldon", serving()],
  ["ome, AIBrix, llmaz and NVIDIA Dynamo", languageModels()],
  ["Ray", ray()],
  ["Spark", spark()],
  ["Batch jobs and groups of pods", batch()],
  ["OpenKruise", kruise()],
  ["Left alone", leftAlone()],
];

/** Everything of `docs/kinds.md` from its first section on. */
export function kindsPage(): string {
  return SECTIONS.map(([title, rows]) => `## ${title}\n\n${tableOf(rows)}`).join("\n");
}

function tableOf(rows: readonly WorkloadKind[]): string {
  const lines = rows.map((row) => {
    const kinds = [row.kind].flat().map((kind) => (kind === "*" ? "every kind" : kind));
    return `| ${row.group || "core"} | ${kinds.join(", ")} | ${placesOf(row).join("<br>")} |\n`;
  });
  return `| API group | kind | where |\n|---|---|---|\n${lines.join("")}`;
}

function placesOf(row: WorkloadKind): string[] {
  if (row.skip !== undefined) return [REASONS[row.skip]];
  const places = row.containers ?? [];
  const plain = places.filter((place) => typeof place === "string");
  const named = places.filter((place) => typeof place !== "string");
  return [
    ...braced(row.pods ?? []).map((path) => `pod \`${path}\``),
    ...braced(plain).map((path) => `container \`${path}\``),
    ...named.map((place) => `container \`${place.path}\` (${namesOf(place).join(", ")})`),
    ...braced(row.objects ?? []).map((path) => `object \`${path}\``),
  ];
}

/** What the fields of a container are called here. */
function namesOf({ env, resources, gpuResources, gpu }: ContainerLocation): string[] {
  return [
    ...(env === undefined ? [] : [`env is \`${env}\``]),
    ...(resources === undefined ? [] : [`resources are \`${resources}\``]),
    ...(gpuResources ?? []).map((name) => `a GPU is \`${name}\``),
    ...(gpu === undefined ? [] : [`asks by \`${gpu}: { name, quantity }\``]),
  ];
}

/** Paths that differ in their last step only, as one: `spec.{template,worker}`. */
function braced(paths: readonly string[]): string[] {
  const steps = new Map<string, string[]>();
  for (const path of paths) {
    const last = path.lastIndexOf(".") + 1;
    const above = path.slice(0, last);
    steps.set(above, [...(steps.get(above) ?? []), path.slice(last)]);
  }
  return [...steps].map(([above, last]) =>
    last.length === 1 ? `${above}${last[0]}` : `${above}{${last.join(",")}}`,
  );
}
