import { compileAdmissionOptions, reviewAdmission } from "kube-mps/admission";
import { describe, expect, it } from "vitest";
import { CONFIG, gpuPod, reviewOf } from "../admission/fixtures.ts";

describe("patchOnUpdate", () => {
  it("is a frozen copy of the given list", () => {
    const patchOnUpdate = ["Deployment", "CronJob"];
    const compiled = compileAdmissionOptions({ patchOnUpdate });
    const value = compiled.ok ? compiled.value.patchOnUpdate : [];
    expect(value).toEqual(patchOnUpdate);
    expect(value).not.toBe(patchOnUpdate);
    expect(Object.isFrozen(value)).toBe(true);
  });

  it.each([
    ["a string", { patchOnUpdate: "Deployment" }, [["options/value", ["patchOnUpdate"]]]],
    [
      "kinds whose pods cannot change",
      { patchOnUpdate: ["Pod", "Deployment", "Job", "ReplicaSet", 7] },
      [0, 2, 3, 4].map((index) => ["options/value", ["patchOnUpdate", index]]),
    ],
  ])("cannot be %s", (_name, options, expected) => {
    const result = compileAdmissionOptions(options as object);
    expect(result.ok ? [] : result.issues.map(({ code, path }) => [code, path])).toStrictEqual(
      expected,
    );
    expect(reviewAdmission(reviewOf(gpuPod()), CONFIG, options as object).response.allowed).toBe(
      false,
    );
  });

  it.each<[kinds: unknown, message: string, hint: string]>([
    ["Deployment", "must be a list of kinds", 'write ["Deployment"]'],
    [[""], "must be a non-empty string", 'write "Deployment"'],
    [["Pod"], "must not be a kind whose pods cannot change", "remove it"],
  ])("%j is reported with what to write instead", (patchOnUpdate, message, hint) => {
    const result = compileAdmissionOptions({ patchOnUpdate: patchOnUpdate as string[] });
    const issues = result.ok ? [] : result.issues;
    expect(issues.map((issue) => [issue.message, issue.hint])).toEqual([[message, hint]]);
  });
});
