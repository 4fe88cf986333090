import { isObject } from "../../core/is-object.ts";
import { NONE } from "../../core/none.ts";
import { applyEdits } from "../../inject/apply-edits.ts";
import type { Settings } from "../../inject/compiled-options.ts";
import type { Edit } from "../../inject/edit.ts";
import { type Plan, plan } from "../../inject/plan.ts";
import { readDocument } from "../parse/read-document.ts";
import { spliceEdits } from "../splice/splice-edits.ts";
import type { Spliced } from "../splice/spliced.ts";
import { applySplices } from "../text/apply-splices.ts";
import type { Splice } from "../text/splice.ts";
import { findNode } from "../tree/find-node.ts";
import { isDeepEqual } from "../tree/is-deep-equal.ts";
import type { LocatedNode } from "../tree/located.ts";
import { toValue } from "../tree/to-value.ts";
import { type YamlProblem, yamlProblem } from "../tree/yaml-problem.ts";

/** What is to become of a document. */
export interface TreeInjection {
  /** What the document comes to; `undefined` where that cannot be told. */
  readonly value: unknown;
  /** `undefined` where there is no value to plan on. Its issues speak for themselves. */
  readonly plan: Plan | undefined;
  /** Empty where nothing changes, or nothing may. */
  readonly splices: readonly Splice[];
  readonly problems: readonly YamlProblem[];
}

/** No object, no workload. */
const NOT_A_WORKLOAD: Plan = {
  edits: NONE,
  containers: NONE,
  issues: NONE,
  warnings: NONE,
  reason: "not-a-workload",
};

/**
 * Plans on what a tree comes to and renders the plan as splices.
 *
 * @param text - what the offsets of the tree count in
 * @param options - `verify`: read the result again and refuse what does not come to the edited
 *   value. Not for values with fields left out.
 */
export function injectTree(
  text: string,
  { tree, value }: { readonly tree: LocatedNode | undefined; readonly value: unknown },
  config: unknown,
  settings: Settings,
  options: { readonly verify?: boolean } = {},
): TreeInjection {
  if (!isObject(value)) return { value, plan: NOT_A_WORKLOAD, splices: NONE, problems: NONE };
  const planned = plan(value, config, settings);
  const { edits, issues } = planned;
  if (edits.length === 0 || issues.length > 0) {
    return { value, plan: planned, splices: NONE, problems: NONE };
  }
  const spliced = options.verify
    ? verified(text, tree, value, edits)
    : spliceEdits(text, tree, value, edits);
  return spliced.ok
    ? { value, plan: planned, splices: spliced.splices, problems: NONE }
    : { value, plan: planned, splices: NONE, problems: [spliced.problem] };
}

function verified(
  text: string,
  tree: LocatedNode | undefined,
  value: object,
  edits: readonly Edit[],
): Spliced {
  const wanted = applyEdits(value, edits);
  const comesTrue = (spliced: Spliced): boolean => {
    if (!spliced.ok) return false;
    const read = readDocument(applySplices(text, spliced.splices));
    const evaluated = read.ok ? toValue(read.tree) : read;
    return evaluated.ok && isDeepEqual(evaluated.value, wanted);
  };
  // What a container inherits by a merge may be put right where it comes from.
  const elsewhere = edits.filter((edit) => !leadsThroughMerge(tree, edit));
  if (elsewhere.length > 0 && elsewhere.length < edits.length) {
    const spliced = spliceEdits(text, tree, value, elsewhere);
    if (comesTrue(spliced)) return spliced;
  }
  const spliced = spliceEdits(text, tree, value, edits);
  if (!spliced.ok || comesTrue(spliced)) return spliced;
  return { ok: false, problem: unfaithful(spliced.splices[0]?.offset ?? 0, hasAlias(tree)) };
}

function leadsThroughMerge(tree: LocatedNode | undefined, { path }: Edit): boolean {
  return findNode(tree, path).places.some((place) => "merge" in place && place.merge !== undefined);
}

function unfaithful(offset: number, aliased: boolean): YamlProblem {
  return aliased
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
