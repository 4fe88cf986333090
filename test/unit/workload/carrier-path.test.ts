import { expect, it } from "vitest";
import {
  EACH_ITEM,
  EACH_VALUE,
  isCarrierPath,
  parseCarrierPath,
} from "../../../src/workload/carrier-path.ts";

it.each([
  ["spec", ["spec"]],
  ["spec.template.spec", ["spec", "template", "spec"]],
  ["spec.tasks[*].template.spec", ["spec", "tasks", EACH_ITEM, "template", "spec"]],
  ["spec.steps[*][*].inline", ["spec", "steps", EACH_ITEM, EACH_ITEM, "inline"]],
  ["spec.replicaSpecs.*.template", ["spec", "replicaSpecs", EACH_VALUE, "template"]],
  ["spec.policy-templates[*]", ["spec", "policy-templates", EACH_ITEM]],
])("%s", (path, steps) => {
  expect(isCarrierPath(path)).toBe(true);
  expect(parseCarrierPath(path)).toEqual(steps);
});

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
  "spec.*[*]",
  "/spec/template",
  "spec template",
  "spec\n",
  ["spec"],
  null,
])("%j is no path", (path) => {
  expect(isCarrierPath(path)).toBe(false);
});
