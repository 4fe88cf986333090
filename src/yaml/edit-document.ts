import type { DocumentReading } from "../document/document-reading.ts";
import { readDocument } from "../document/parser/read-document.ts";
import { spliceEdits } from "../document/splice/splice-edits.ts";
import { applyTextEdits, type TextEdit } from "../document/text/text-edit.ts";
import { findNode } from "../document/tree/find-node.ts";
import { itemsOf, type LocatedNode } from "../document/tree/located.ts";
import { type OrProblem, type YamlProblem, yamlProblem } from "../document/tree/yaml-problem.ts";
import { differsFromYaml } from "../document/verify/differs-from-yaml.ts";
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
 * Plans what changes in one document and renders it as text edits. What the parser has read
 * must read the same in the `yaml` package, before and after, and be the edited object after.
 */
export function editDocument(
  text: string,
  reading: DocumentReading,
  planOf: PlanObject,
  settings: Settings,
): EditedDocument {
  if (!reading.ok) return { plan: NOT_A_WORKLOAD, textEdits: NONE, problems: reading.problems };
  const { value, tree, obstacle } = reading;
  if (!isObject(value)) {
    const { issues, warnings } = unsearched(value, settings);
    return { plan: { ...NOT_A_WORKLOAD, issues, warnings }, textEdits: NONE, problems: NONE };
  }
  const plan = planOf(value, settings);
  if (plan.edits.length === 0 || problemsOf(plan).issues.length > 0) {
    return { plan, textEdits: NONE, problems: NONE };
  }
  if (obstacle !== undefined) return { plan, textEdits: NONE, problems: [obstacle] };
  const spliced =
    reading.reader === "yaml"
      ? verified(text, reading, value, plan.edits)
      : spliceEdits(text, tree, value, plan.edits);
  return spliced.ok
    ? { plan, textEdits: spliced.value, problems: NONE }
    : { plan, textEdits: NONE, problems: [spliced.problem] };
}

function verified(
  text: string,
  { tree }: Extract<DocumentReading, { ok: true }>,
  value: UnknownObject,
  edits: readonly Edit[],
): OrProblem<readonly TextEdit[]> {
  const different = differsFromYaml(text, tree);
  if (different !== undefined) return { ok: false, problem: ambiguous(different) };
  const expected = applyEdits(value, edits);
  const isRight = (spliced: OrProblem<readonly TextEdit[]>): boolean => {
    if (!spliced.ok) return false;
    const output = applyTextEdits(text, spliced.value);
    const read = readDocument(output);
    if (!read.ok || !isDeepEqual(read.value, expected)) return false;
    return differsFromYaml(output, read.tree) === undefined;
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

function ambiguous(offset: number): YamlProblem {
  return yamlProblem(
    "yaml/unsupported",
    offset,
    "kubectl reads this unlike YAML 1.2, so that it cannot be edited safely",
    "write it in plain block style, with a blank after each colon, and quote what is text",
  );
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
