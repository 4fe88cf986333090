import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodePatch } from "../../../src/admission/encode-patch.ts";
import { decodePatch } from "./fixtures.ts";

describe("encodePatch", () => {
  it("encodes ASCII in base64, with its padding", () => {
    for (const path of ["", "/", "/a", "/ab", "/Zürich~1GPU", "/漢字", "/🦀"]) {
      const patch = [{ op: "remove" as const, path }];
      const encoded = encodePatch(patch);
      expect(decodePatch(encoded)).toStrictEqual(patch);
      expect(Buffer.from(encoded, "base64").toString("base64")).toBe(encoded);
      expect(Buffer.from(encoded, "base64").every((byte) => byte < 128)).toBe(true);
    }
  });

  it("encodes any string", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 50 }), (value) => {
        const patch = [{ op: "add" as const, path: "/a", value }];
        expect(decodePatch(encodePatch(patch))).toStrictEqual(patch);
      }),
    );
  });
});
