import { compileOptions, validateMpsConfig } from "kube-mps";
import { describe, expect, it } from "vitest";
import { at } from "../../helpers/outcome.ts";

describe("minMemory", () => {
  it.each<[minMemory: number | string | undefined, bytes: number]>([
    [undefined, 536870912],
    ["512Mi", 536870912],
    [1048576, 1048576],
    ["1G", 999292928],
    ["2097151", 1048576],
  ])("of %j is %d bytes, a whole number of MiB", (minMemory, bytes) => {
    expect(compileOptions({ minMemory })).toMatchObject({ ok: true, value: { minMemory: bytes } });
  });

  it.each(["1023Ki", 0, -1, "much", "1GB", null, {}, Number.NaN, "1e99"])(
    "cannot be %j",
    (minMemory) => {
      expect(
        validateMpsConfig({ clientPriority: 1 }, { minMemory: minMemory as number }),
      ).toMatchObject({
        ok: false,
        issues: [
          {
            code: "options/value",
            path: ["minMemory"],
            message: "must be bytes or a Kubernetes quantity, 1Mi or more",
            hint: 'write "512Mi", or omit it for that default',
          },
        ],
      });
    },
  );

  it("cannot be a bigint, which JSON does not have", () => {
    const result = validateMpsConfig({ clientPriority: 1 }, { minMemory: (2n ** 30n) as never });
    expect(result.ok ? [] : result.issues.map(at)).toEqual(["options/value minMemory"]);
  });
});
