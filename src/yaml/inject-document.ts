import type { DocumentReading } from "../document/document-reading.ts";
import { readDocument } from "../document/parser/read-document.ts";
import type { Spliced } from "../document/splice/merge-splices.ts";
import { spliceEdits } from "../document/splice/splice-edits.ts";
import { applySplices, type Splice } from "../document/text/splice.ts";
import { findNode } from "../document/tree/find-node.ts";
import type { LocatedNode } from "../document/tree/located.ts";
import { type YamlProblem, yamlProblem } from "../document/tree/yaml-problem.ts";
import { applyEdits } from "../edit/apply-edits.ts";
import type { Edit } from "../edit/edit.ts";
import { isDeepEqual } from "../edit/json.ts";
import type { Settings } from "../options/compile-options.ts";
import { type Plan, planObject, problemsOf } from "../plan/plan-limits.ts";
import type { LimitsResolver } from "../resolve/limits-resolver.ts";
import { NONE } from "../result/none.ts";
import { isObject, type UnknownObject } from "../result/unknown-object.ts";

/** What is to become of the text of one document. */
export interface InjectedDocument {
  /** `undefined` if there is no value to plan for. Its issues are in addition to `problems`. */
  readonly plan: Plan | undefined;
  /** Empty if nothing changes, or nothing may. */
  readonly splices: readonly Splice[];
  readonly problems: readonly YamlProblem[];
}

/** Neither an object nor a workload. */
const NOT_A_WORKLOAD: Plan = {
  edits: NONE,
  containers: NONE,
  issues: NONE,
  warnings: NONE,
  config: { issues: NONE, warnings: NONE },
  reason: "not-a-workload",
};

/**
 * Plans the limits of one document and renders them as splices. Of a document that the `yaml` package
 * has read, whatever its style, the result is read again and must be the edited object.
 */
export function injectDocument(
  text: string,
  reading: DocumentReading,
  limits: LimitsResolver,
  settings: Settings,
): InjectedDocument {
  if (!reading.ok) return { plan: undefined, splices: NONE, problems: reading.problems };
  const { value, tree, reader } = reading;
  if (!isObject(value)) return { plan: NOT_A_WORKLOAD, splices: NONE, problems: NONE };
  const plan = planObject(value, limits, settings);
  if (plan.edits.length === 0 || problemsOf(plan).issues.length > 0) {
    return { plan, splices: NONE, problems: NONE };
  }
  const splice = reader === "yaml" ? verified : spliceEdits;
  const spliced = splice(text, tree, value, plan.edits);
  return spliced.ok
    ? { plan, splices: spliced.splices, problems: NONE }
    : { plan, splices: NONE, problems: [spliced.problem] };
}

function verified(
  text: string,
  tree: LocatedNode | undefined,
  value: UnknownObject,
  edits: readonly Edit[],
): Spliced {
  const expected = applyEdits(value, edits);
  const isRight = (spliced: Spliced): boolean => {
    if (!spliced.ok) return false;
    const read = readDocument(applySplices(text, spliced.splices));
    return read.ok && isDeepEqual(read.value, expected);
  };
  // What a container inherits by a merge may become right where it comes from.
  const direct = edits.filter((edit) => !leadsThroughMerge(tree, edit));
  if (direct.length > 0 && direct.length < edits.length) {
    const spliced = spliceEdits(text, tree, value, direct);
    if (isRight(spliced)) return spliced;
  }
  const spliced = spliceEdits(text, tree, value, edits);
  if (!spliced.ok || isRight(spliced)) return spliced;
  return { ok: false, problem: unfaithful(spliced.splices[0]?.offset ?? 0, hasAlias(tree)) };
}

function leadsThroughMerge(tree: LocatedNode | undefined, { path }: Edit): boolean {
  return findNode(tree, path).steps.some((step) => "merge" in step && step.merge !== undefined);
}

function unfaithful(offset: number, isAliased: boolean): YamlProblem {
  return isAliased
    ? yamlProblem(
        "yaml/alias",
        offset,
        "an anchor shares this with places where the limits do not belong",
        "write the container out instead of sharing it by an alias",
      )
    : yamlProblem(
        "yaml/unsupported",
        offset,
        "the limits cannot be written here without changing something else",
        "write the container in plain block style",
      );
}

function hasAlias(node: LocatedNode | undefined): boolean {
  if (node === undefined || node.type === "scalar") return false;
  if (node.type === "alias") return true;
  const children = node.type === "map" ? node.entries : node.items;
  return children.some(({ value }) => hasAlias(value));
}
