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

  it("freezes its result, and recognizes it", () => {
    const options = unwrap(compileAdmissionOptions({ patchOnUpdate: ["Deployment"] }));
    expect(Object.isFrozen(options) && Object.isFrozen(options.patchOnUpdate)).toBe(true);
    expect(unwrap(admissionSettingsFor(options)).options).toBe(options);
    expect(unwrap(compileAdmissionOptions(options))).toBe(options);
  });

  it("recognizes the result of compileOptions", () => {
    const options = unwrap(compileOptions({ onConflict: "keep" }));
    expect(unwrap(admissionSettingsFor(options))).toBe(unwrap(admissionSettingsFor(options)));
  });

  it("reads options again that are not compiled, and may have changed", () => {
    const options: { missingConfig: "error" | "skip" } = { missingConfig: "error" };
    const review = reviewOf(gpuPod());
    expect(reviewAdmission(review, null, options).response.allowed).toBe(false);
    options.missingConfig = "skip";
    expect(reviewAdmission(review, null, options).response.allowed).toBe(true);
  });

  it.each([
    ["options that are not an object", [], [["options/type", []]]],
    [
      "options of the core and of admission",
      { onConflict: "shrug", patchOnUpdate: [""] },
      [
        ["options/value", ["onConflict"]],
        ["options/value", ["patchOnUpdate", 0]],
      ],
    ],
  ])("rejects %s", (_name, options, expected) => {
    const result = compileAdmissionOptions(options as object);
    expect(result.ok ? [] : result.issues.map(({ code, path }) => [code, path])).toStrictEqual(
      expected,
    );
    expect(reviewAdmission(reviewOf(gpuPod()), CONFIG, options as object).response.allowed).toBe(
      false,
    );
  });

  it("suggests the options of admission too", () => {
    const { response } = reviewAdmission(reviewOf(gpuPod()), CONFIG, {
      patchOnUpdat: [],
    } as object);
    expect(response.status?.details?.causes).toMatchObject([
      { reason: "options/unknown-key", message: expect.stringContaining("patchOnUpdate") },
    ]);
  });
});
