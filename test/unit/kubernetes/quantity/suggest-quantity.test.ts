import { expect, it } from "vitest";
import { suggestQuantities } from "../../../../src/kubernetes/quantity/suggest-quantity.ts";

it.each([
  ["1GB", ["1Gi", "1G"]],
  ["512mb", ["512Mi", "512M"]],
  ["4 Gi", ["4Gi"]],
  ["1gib", ["1Gi"]],
  ["64kb", ["64Ki", "64k"]],
  ["1.5 g", ["1.5Gi", "1.5G"]],
])("%j may have meant %j", (written, suggestions) => {
  expect(suggestQuantities(written)).toEqual(suggestions);
});

it.each(["", "much", "1ZB", "1G2", "$MEMORY", "-1GB", "1".repeat(20)])(
  "%j is nothing like a quantity",
  (written) => {
    expect(suggestQuantities(written)).toEqual([]);
  },
);
