import { describe, expect, it } from "vitest";
import { CODE_AREAS } from "../../../src/result/code-areas.ts";
import { WORKLOAD_CODES } from "../../../src/result/codes/workload.ts";
import { newIssue } from "../../../src/result/issue.ts";
import type { IssueCode } from "../../../src/result/issue-code.ts";
import { Reported } from "../../../src/result/reported.ts";

/** Whether each of several issues, reported one after the other, is new. */
function areNew(reported: Reported, ...issues: [code: IssueCode, ...path: string[]][]): boolean[] {
  return issues.map(([code, ...path]) => reported.isNew(newIssue(code, path, "message")));
}

describe("Reported", () => {
  it("reports a code that is true once a call only the first time, whatever its path", () => {
    const reported = new Reported(CODE_AREAS);
    expect(
      areNew(
        reported,
        ["gpu/count-is-replicas", "a"],
        ["gpu/count-is-replicas", "b"],
        ["gpu/mig-unverified", "a"],
        ["config/limits-nothing"],
        ["config/limits-nothing"],
      ),
    ).toEqual([true, false, true, true, false]);
  });

  it("reports an issue about limits once for each path", () => {
    const reported = new Reported(CODE_AREAS);
    expect(
      areNew(
        reported,
        ["memory/rounded", "perDevicePinnedMemoryLimit", "0"],
        ["memory/rounded", "perDevicePinnedMemoryLimit", "1"],
        ["memory/rounded", "perDevicePinnedMemoryLimit", "0"],
        ["memory/too-small", "perDevicePinnedMemoryLimit", "0"],
      ),
    ).toEqual([true, true, false, true]);
  });

  it("reports every issue about workloads and texts", () => {
    const reported = new Reported(CODE_AREAS);
    expect(
      areNew(
        reported,
        ["workload/malformed", "spec"],
        ["workload/malformed", "spec"],
        ["yaml/syntax"],
        ["yaml/syntax"],
      ),
    ).toEqual([true, true, true, true]);
  });

  it("knows the codes of the given areas only", () => {
    const reported = new Reported([WORKLOAD_CODES]);
    expect(areNew(reported, ["memory/rounded"], ["memory/rounded"])).toEqual([true, true]);
    expect(areNew(reported, ["gpu/mig-unverified"], ["gpu/mig-unverified"])).toEqual([true, false]);
  });
});
