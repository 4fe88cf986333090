import { describe, expect, it } from "vitest";
import {
  EACH_ITEM,
  EACH_VALUE,
  isKindPath,
  parseKindPath,
} from "../../../../src/kubernetes/kinds/kind-path.ts";

describe("parseKindPath", () => {
  it.each([
    ["spec", ["spec"]],
    ["spec.template.spec", ["spec", "template", "spec"]],
    ["spec.tasks[*].template.spec", ["spec", "tasks", EACH_ITEM, "template", "spec"]],
    ["spec.steps[*][*].inline", ["spec", "steps", EACH_ITEM, EACH_ITEM, "inline"]],
    ["spec.replicaSpecs.*.template", ["spec", "replicaSpecs", EACH_VALUE, "template"]],
    ["spec.*[*].template", ["spec", EACH_VALUE, EACH_ITEM, "template"]],
    ["spec.policy-templates[*]", ["spec", "policy-templates", EACH_ITEM]],
  ])("parses %s", (path, steps) => {
    expect(isKindPath(path)).toBe(true);
    expect(parseKindPath(path)).toEqual(steps);
  });
});

describe("isKindPath", () => {
  it.each([
    "",
    ".",
    "$.spec",
    "spec.",
    ".spec",
    "spec..template",
    "spec.tasks[0]",
    "spec.tasks[]",
    "spec[*]x",
    "spec.**",
    "/spec/template",
    "spec template",
    "spec\n",
    ["spec"],
    null,
  ])("rejects %j", (path) => {
    expect(isKindPath(path)).toBe(false);
  });
});
