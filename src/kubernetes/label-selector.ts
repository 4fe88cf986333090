import { NONE } from "../result/none.ts";

/** Labels of an object. */
export type Labels = Readonly<Record<string, string>>;

/**
 * A label selector as Kubernetes has it: every label and every expression must match; an empty one
 * matches everything.
 * Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
 */
export interface LabelSelector {
  readonly matchLabels?: Labels | undefined;
  readonly matchExpressions?: readonly LabelExpression[] | undefined;
}

/** One requirement on one label. */
export interface LabelExpression {
  readonly key: string;
  readonly operator: LabelOperator;
  /** At least one for `In` and `NotIn`, none for the others. */
  readonly values?: readonly string[] | undefined;
}

/** How a label is compared. `NotIn` and `DoesNotExist` match an object without the label. */
export type LabelOperator = "In" | "NotIn" | "Exists" | "DoesNotExist";

export const LABEL_OPERATORS: readonly LabelOperator[] = ["In", "NotIn", "Exists", "DoesNotExist"];

/** The requirements of a selector, its labels written as expressions. */
export function requirementsOf(selector: LabelSelector): readonly LabelExpression[] {
  const { matchLabels = {}, matchExpressions = NONE } = selector;
  const labels = Object.entries(matchLabels).map(
    ([key, value]): LabelExpression => ({ key, operator: "In", values: [value] }),
  );
  return [...labels, ...matchExpressions];
}

/** Whether labels meet a requirement. */
export function meetsRequirement(
  { key, operator, values = NONE }: LabelExpression,
  labels: Labels,
): boolean {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  switch (operator) {
    case "In":
      return value !== undefined && values.includes(value);
    case "NotIn":
      return value === undefined || !values.includes(value);
    case "Exists":
      return value !== undefined;
    case "DoesNotExist":
      return value === undefined;
  }
}
