import { type ExplainContext, explainLimits } from "../../explain/index.ts";
import { coreOptions } from "../args/option-flags.ts";
import type { Report, Run } from "../commands/command.ts";
import type { InputObject } from "../input/object-reader.ts";
import { readNamed } from "../input/read-named.ts";
import { readObjects } from "../input/read-objects.ts";
import type { Notice } from "../report/notice.ts";
import { grouped, plural } from "../report/plural.ts";
import { type ExplainedPod, renderExplained } from "./explain-table.ts";
import { readObservations } from "./read-observations.ts";

/** What is passed to the library around a pod. */
const AROUND = ["Node", "DeviceClass", "ResourceClaim", "ResourceClaimTemplate"];

/** Explains the limits of every GPU container in the inputs. */
export async function explainPods(run: Run): Promise<Report> {
  const { flags, findings, io } = run;
  const options = coreOptions(run.options);
  const { daemon, json } = await readObservations(run);
  const objects = await readObjects(run);
  const all = [...objects, ...(await readNamed(flags.all("node"), run))];
  const [nodes = [], classes = [], ...claims] = AROUND.map((kind) =>
    all.filter((object) => object.kind === kind),
  );
  const context: ExplainContext = {
    deviceClasses: valuesOf(classes),
    resourceClaims: valuesOf(claims.flat()),
    // Of several nodes nothing says which one was observed.
    daemon: nodes.length > 1 ? undefined : daemon,
  };
  const pods: ExplainedPod[] = [];
  for (const object of objects) {
    if (AROUND.includes(object.kind ?? "")) continue;
    const node = nodeOf(object, nodes);
    const explained = explainLimits(object.value, { ...context, node: node?.value }, options);
    findings.addIssues("warning", explained.warnings, object.placeOf);
    if (!explained.ok) {
      findings.addIssues("error", explained.issues, object.placeOf);
      continue;
    }
    const reasons = explained.value.flatMap((limits) => limits.reasons);
    const harmful = reasons.filter(({ effect }) => effect !== "informs");
    findings.addIssues("warning", harmful, object.placeOf);
    const { kind, namespace, name } = object;
    const containers = explained.value.map((limits) => {
      const { excerpt: _, ...place } = object.placeOf({ code: "input/type", path: limits.path });
      return { place, ...limits };
    });
    if (containers.length > 0) pods.push({ kind, namespace, name, node: node?.name, containers });
  }
  const containers = pods.flatMap((pod) => pod.containers);
  const unenforced = containers.filter(({ enforced }) => enforced === "no");
  const count = unenforced.length === 0 ? "" : `; ${grouped(unenforced.length)} without a limit`;
  return {
    json: { pods, observations: json },
    text: renderExplained(pods, io.stdout.colors),
    notices: unenforced.map(noticeOf),
    failures: new Set(unenforced.length > 0 ? ["unenforced"] : []),
    summary: `${plural(containers.length, "GPU container")}, ${plural(nodes.length, "node")} known${count}`,
  };
}

function noticeOf({ place, container }: ExplainedPod["containers"][number]): Notice {
  return { place, message: `no limit of container ${container ?? "?"} is enforced` };
}

/** Nothing if there are none: that is not known, and not the same as that there are none. */
function valuesOf(objects: readonly InputObject[]): readonly unknown[] | undefined {
  return objects.length === 0 ? undefined : objects.map(({ value }) => value);
}

/** The node that an object names, or else the only one. */
function nodeOf({ value }: InputObject, nodes: readonly InputObject[]): InputObject | undefined {
  const { spec } = (value ?? {}) as { readonly spec?: { readonly nodeName?: unknown } };
  const name = spec?.nodeName;
  if (name === undefined) return nodes.length === 1 ? nodes[0] : undefined;
  return nodes.find((node) => node.name === name);
}
