import { compileOptions, unwrap } from "kube-mps";
import { compileAdmissionOptions, reviewAdmission } from "kube-mps/admission";
import { describe, expect, it } from "vitest";
import { admissionSettingsFor } from "../../../src/admission/compile-admission-options.ts";
import { CONFIG, gpuPod, reviewOf } from "./fixtures.ts";

describe("compileAdmissionOptions", () => {
  it("fills in the defaults", () => {
    expect(unwrap(compileAdmissionOptions())).toStrictEqual({
      ...unwrap(compileOptions()),
      patchOnUpdate: [],
    });
  });

  it("freezes what it returns, and knows it again", () => {
    const options = unwrap(compileAdmissionOptions({ patchOnUpdate: ["Deployment"] }));
    expect(Object.isFrozen(options) && Object.isFrozen(options.patchOnUpdate)).toBe(true);
    expect(unwrap(admissionSettingsFor(options)).options).toBe(options);
    expect(unwrap(compileAdmissionOptions(options))).toBe(options);
  });

  it("knows what compileOptions returned", () => {
    const options = unwrap(compileOptions({ onConflict: "keep" }));
    expect(unwrap(admissionSettingsFor(options))).toBe(unwrap(admissionSettingsFor(options)));
  });

  it("reads options anew that may have changed since", () => {
    const options: { missingConfig: "error" | "skip" } = { missingConfig: "error" };
    const review = reviewOf(gpuPod());
    expect(reviewAdmission(review, null, options).response.allowed).toBe(false);
    options.missingConfig = "skip";
    expect(reviewAdmission(review, null, options).response.allowed).toBe(true);
  });

  it.each([
    ["not an object", [], [["options/type", []]]],
    [
      "old and new mistakes together",
      { onConflict: "shrug", patchOnUpdate: [""] },
      [
        ["options/value", ["onConflict"]],
        ["options/value", ["patchOnUpdate", 0]],
      ],
    ],
  ])("finds what is wrong: %s", (_name, options, expected) => {
    const result = compileAdmissionOptions(options as object);
    expect(result.ok ? [] : result.issues.map(({ code, path }) => [code, path])).toStrictEqual(
      expected,
    );
    expect(reviewAdmission(reviewOf(gpuPod()), CONFIG, options as object).response.allowed).toBe(
      false,
    );
  });
});
