import { describe, expect, it } from "vitest";
import { suggestQuantity } from "../../../../src/kubernetes/quantity/suggest-quantity.ts";

describe("suggestQuantity", () => {
  it.each([
    ["1GB", "write 1Gi or 1G"],
    ["512mb", "write 512Mi or 512M"],
    ["4 Gi", "write 4Gi"],
    ["1gib", "write 1Gi"],
    ["64kb", "write 64Ki or 64k"],
    ["1.5 g", "write 1.5Gi or 1.5G"],
  ])("for %j suggests: %s", (written, suggestion) => {
    expect(suggestQuantity(written)).toBe(suggestion);
  });

  it.each(["", "much", "1ZB", "1G2", "$MEMORY", "-1GB", "1".repeat(20)])(
    "suggests nothing for %j",
    (written) => {
      expect(suggestQuantity(written)).toBeUndefined();
    },
  );
});
