import type { DocumentReading } from "../document/document-reading.ts";
import { readDocument } from "../document/parser/read-document.ts";
import { spliceEdits } from "../document/splice/splice-edits.ts";
import { applyTextEdits, type TextEdit } from "../document/text/text-edit.ts";
import { findNode } from "../document/tree/find-node.ts";
import { itemsOf, type LocatedNode } from "../document/tree/located.ts";
import { type OrProblem, type YamlProblem, yamlProblem } from "../document/tree/yaml-problem.ts";
import { applyEdits } from "../edit/apply-edits.ts";
import type { Edit } from "../edit/edit.ts";
import { isDeepEqual } from "../edit/json.ts";
import { unsearched } from "../find/unsearched.ts";
import type { Settings } from "../options/compile-options.ts";
import { type Plan, problemsOf } from "../plan/plan-limits.ts";
import { NONE } from "../result/none.ts";
import { isObject, type UnknownObject } from "../result/unknown-object.ts";

/** Plans what changes in one object of a text. */
export type PlanObject = (object: UnknownObject, settings: Settings) => Plan;

/** How the text of one document changes. */
export interface EditedDocument {
  /** Its issues are in addition to `problems`. */
  readonly plan: Plan;
  /** Empty if nothing changes, or nothing may. */
  readonly textEdits: readonly TextEdit[];
  readonly problems: readonly YamlProblem[];
}

/** The plan for a document that has no object. */
const NOT_A_WORKLOAD: Plan = {
  edits: NONE,
  containers: NONE,
  issues: NONE,
  warnings: NONE,
  config: { issues: NONE, warnings: NONE },
  reason: "not-a-workload",
};

/**
 * Plans what changes in one document and renders it as text edits. If the `yaml` package has read the
 * document, the result is read again and must be the edited object.
 */
export function editDocument(
  text: string,
  reading: DocumentReading,
  planOf: PlanObject,
  settings: Settings,
): EditedDocument {
  if (!reading.ok) return { plan: NOT_A_WORKLOAD, textEdits: NONE, problems: reading.problems };
  const { value, tree, reader } = reading;
  if (!isObject(value)) {
    const { issues, warnings } = unsearched(value, settings);
    return { plan: { ...NOT_A_WORKLOAD, issues, warnings }, textEdits: NONE, problems: NONE };
  }
  const plan = planOf(value, settings);
  if (plan.edits.length === 0 || problemsOf(plan).issues.length > 0) {
    return { plan, textEdits: NONE, problems: NONE };
  }
  const splice = reader === "yaml" ? verified : spliceEdits;
  const spliced = splice(text, tree, value, plan.edits);
  return spliced.ok
    ? { plan, textEdits: spliced.value, problems: NONE }
    : { plan, textEdits: NONE, problems: [spliced.problem] };
}

function verified(
  text: string,
  tree: LocatedNode | undefined,
  value: UnknownObject,
  edits: readonly Edit[],
): OrProblem<readonly TextEdit[]> {
  const expected = applyEdits(value, edits);
  const isRight = (spliced: OrProblem<readonly TextEdit[]>): boolean => {
    if (!spliced.ok) return false;
    const read = readDocument(applyTextEdits(text, spliced.value));
    return read.ok && isDeepEqual(read.value, expected);
  };
  // What a merge supplies may become right by the edits of its source.
  const direct = edits.filter(({ path }) =>
    findNode(tree, path).steps.every(({ merge }) => merge === undefined),
  );
  if (direct.length > 0 && direct.length < edits.length) {
    const spliced = spliceEdits(text, tree, value, direct);
    if (isRight(spliced)) return spliced;
  }
  const spliced = spliceEdits(text, tree, value, edits);
  if (!spliced.ok || isRight(spliced)) return spliced;
  return { ok: false, problem: unfaithful(spliced.value[0]?.offset ?? 0, hasAlias(tree)) };
}

function unfaithful(offset: number, isAliased: boolean): YamlProblem {
  return isAliased
    ? yamlProblem(
        "yaml/alias",
        offset,
        "an anchor shares this with other nodes, which the limits must not reach",
        "repeat the container instead of sharing it through an alias",
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
  return itemsOf(node).some(({ value }) => hasAlias(value));
}
