import type { GpuContainer } from "kube-mps";
import type { AdmissionRequest } from "kube-mps/admission";
import { describe, expect, it } from "vitest";
import { readLimits } from "../../../docs/examples/webhook/limits.mjs";

const read = (text: unknown) =>
  readLimits(typeof text === "string" ? text : JSON.stringify(text), "ask Ann");

function limitsIn(namespace: string, text: unknown) {
  const result = read(text);
  if (!result.ok) throw new Error("the limits are invalid");
  return result.value({ namespace } as AdmissionRequest);
}

describe("the limits file of the example webhook", () => {
  it("has limits for a namespace, and others for the rest", () => {
    const file = { ml: { activeThreadPercentage: 50 }, "*": { activeThreadPercentage: 10 } };
    expect(limitsIn("ml", file)).toStrictEqual({ activeThreadPercentage: 50 });
    expect(limitsIn("web", file)).toStrictEqual({ activeThreadPercentage: 10 });
  });

  it.each(["web", "constructor", "__proto__", "toString"])(
    "without limits for %s tells the owner of a Pod what to do",
    (namespace) => {
      const limits = limitsIn(namespace, { ml: { activeThreadPercentage: 50 } });
      expect(typeof limits === "function" && limits({} as GpuContainer)).toStrictEqual({
        ok: false,
        issues: [
          {
            code: "config/missing",
            path: [],
            message: expect.stringContaining(`"${namespace}"`),
            hint: "ask Ann",
          },
        ],
        warnings: [],
      });
    },
  );

  it("is refused as a whole, with every issue and its path", () => {
    const file = {
      ml: { activeThreadPercentage: 50 },
      web: { activeThreadPercentage: 500 },
      batch: { memory: "4Gi" },
    };
    const { ok, ...rest } = read(file);
    expect([ok, rest]).toMatchObject([
      false,
      {
        issues: [
          { code: "threads/range", path: ["web", "activeThreadPercentage"] },
          { code: "config/unknown-key", path: ["batch", "memory"] },
        ],
      },
    ]);
  });

  it("warns with the path of a limit that is rounded", () => {
    expect(read({ ml: { pinnedDeviceMemoryLimit: "1500M" } })).toMatchObject({
      ok: true,
      warnings: [{ code: "memory/rounded", path: ["ml", "pinnedDeviceMemoryLimit"] }],
    });
  });

  it.each(["", "{", "[]", "null", '"ml"', "7"])("is not %s", (text) => {
    expect(read(text)).toMatchObject({ ok: false, issues: [{ code: "config/type", path: [] }] });
  });
});
