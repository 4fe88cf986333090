import { describe, expect, it } from "vitest";
import {
  type LabelOperator,
  type LabelSelector,
  meetsRequirement,
  requirementsOf,
} from "../../../src/kubernetes/label-selector.ts";

describe("meetsRequirement", () => {
  // k8s.io/apimachinery/pkg/labels, Requirement.Matches
  it.each<[operator: LabelOperator, present: boolean, other: boolean, absent: boolean]>([
    ["In", true, false, false],
    ["NotIn", false, true, true],
    ["Exists", true, true, false],
    ["DoesNotExist", false, false, true],
  ])(
    "%s: the value is one of them %s, another %s, there is no label %s",
    (operator, ...answers) => {
      const requirement = { key: "tier", operator, values: ["gold", "silver"] };
      const labels = [{ tier: "silver" }, { tier: "bronze" }, { team: "gold" }];
      expect(labels.map((one) => meetsRequirement(requirement, one))).toEqual(answers);
    },
  );

  it("does not take what every object has for a label", () => {
    const requirement = { key: "constructor", operator: "Exists" } as const;
    expect(meetsRequirement(requirement, {})).toBe(false);
    expect(meetsRequirement({ key: "a", operator: "In" }, { a: "b" })).toBe(false);
  });
});

describe("requirementsOf", () => {
  it("demands every label and every expression", () => {
    const selector: LabelSelector = {
      matchLabels: { tier: "gold" },
      matchExpressions: [{ key: "team", operator: "Exists" }],
    };
    expect(requirementsOf(selector)).toEqual([
      { key: "tier", operator: "In", values: ["gold"] },
      { key: "team", operator: "Exists" },
    ]);
    expect(requirementsOf({})).toEqual([]);
  });
});
