import { type Issue, isMpsError, type Result, unwrap } from "kube-mps";
import { describe, expect, it } from "vitest";
import { MpsError } from "../../../src/result/mps-error.ts";

const ISSUE: Issue = { code: "config/missing", path: [], message: "MPS config is required" };
const OTHER: Issue = { code: "threads/range", path: ["a"], message: "too much", hint: "less" };

function thrown(result: Result<unknown>): unknown {
  try {
    return unwrap(result);
  } catch (error) {
    return error;
  }
}

describe("unwrap", () => {
  it("returns the value of a success", () => {
    expect(unwrap({ ok: true, value: 1, warnings: [ISSUE] })).toBe(1);
  });

  it("throws every issue and warning of a failure", () => {
    const error = thrown({ ok: false, issues: [ISSUE, OTHER], warnings: [OTHER] });
    expect(error).toBeInstanceOf(Error);
    expect(error).toBeInstanceOf(MpsError);
    expect(error).toMatchObject({
      name: "MpsError",
      message: "MPS config is required [config/missing]\na: too much; less [threads/range]",
      issues: [ISSUE, OTHER],
      warnings: [OTHER],
    });
    expect(isMpsError(error)).toBe(true);
  });
});

describe("isMpsError", () => {
  it("recognizes the errors of another copy of this package, and no others", () => {
    const copied = Object.assign(new Error("x"), { [Symbol.for("kube-mps.MpsError")]: true });
    expect(isMpsError(copied)).toBe(true);
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    for (const other of [undefined, null, "MpsError", new Error("MpsError"), {}, () => 1, proxy]) {
      expect(isMpsError(other)).toBe(false);
    }
  });
});
