import type { Issue } from "kube-mps";
import { describe, expect, it } from "vitest";
import { formatWarning } from "../../../src/admission/format-warning.ts";

const issue: Issue = { code: "memory/rounded", path: ["spec", "a/b"], message: "rounded down" };

describe("formatWarning", () => {
  it("renders path, message, hint and code", () => {
    expect(formatWarning({ ...issue, hint: "write 1Gi" })).toBe(
      "spec[a/b]: rounded down; write 1Gi [memory/rounded]",
    );
    expect(formatWarning({ ...issue, path: [] })).toBe("rounded down [memory/rounded]");
  });

  it("omits a hint that would make 120 characters or more", () => {
    const rest = "spec[a/b]: rounded down;  [memory/rounded]".length;
    const short = "h".repeat(119 - rest);
    expect(formatWarning({ ...issue, hint: short })).toHaveLength(119);
    expect(formatWarning({ ...issue, hint: `${short}h` })).toBe(
      "spec[a/b]: rounded down [memory/rounded]",
    );
  });

  it("cuts the message at 256 characters in all, and keeps the code", () => {
    const text = formatWarning({ ...issue, message: "m".repeat(300) });
    expect(text).toHaveLength(256);
    expect(text).toMatch(/^spec\[a\/b\]: m+… \[memory\/rounded\]$/);
  });

  it("does not cut a surrogate pair in two", () => {
    for (const message of ["🦀".repeat(200), `m${"🦀".repeat(200)}`]) {
      expect(formatWarning({ ...issue, path: [], message })).toMatch(/^m?(🦀)+… \[memory/u);
    }
  });

  it("has no control characters, for which the API server would drop it", () => {
    expect(formatWarning({ ...issue, path: ["a\nb\u0085"], message: "c\u0000d" })).not.toMatch(
      /\p{Cc}/u,
    );
  });
});
