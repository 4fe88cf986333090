import { fromDialect } from "kube-mps/dialects";
import { describe, expect, it } from "vitest";
import { at } from "../../helpers/outcome.ts";

describe("fromDialect", () => {
  it("returns the dialect, the config and each loss, which is a warning, too", () => {
    const key = "nvidia.com/container.main.gpu-memory.limit";
    expect(fromDialect({ [key]: "1000M" })).toEqual({
      ok: true,
      value: {
        dialect: "fractioning",
        config: { pinnedDeviceMemoryLimit: 954 * 2 ** 20 },
        losses: [
          {
            path: [key],
            field: "pinnedDeviceMemoryLimit",
            kind: "scope",
            asked: "1000M",
            got: "1000M",
          },
          {
            path: [key],
            field: "pinnedDeviceMemoryLimit",
            kind: "rounded",
            asked: "1000M",
            got: 954 * 2 ** 20,
          },
        ],
      },
      warnings: [
        {
          code: "dialect/scope",
          path: [key],
          message: '"1000M" holds for something else than one process of the container',
        },
        { code: "dialect/rounded", path: [key], message: '"1000M" is rounded to 954Mi' },
      ],
    });
  });

  it.each<[name: string, input: unknown, options: unknown, issues: string[]]>([
    ["nothing", undefined, undefined, ["input/type"]],
    ["a list", [], undefined, ["input/type"]],
    ["a Map", new Map(), undefined, ["input/type"]],
    ["an object without limits", {}, undefined, ["dialect/unknown"]],
    [
      "a kind without pods",
      { apiVersion: "v1", kind: "ConfigMap", data: {} },
      undefined,
      ["dialect/unknown"],
    ],
    [
      "a CPU pod",
      { kind: "Pod", spec: { containers: [null, { name: "a" }] } },
      undefined,
      ["dialect/unknown"],
    ],
    [
      "invalid options",
      {},
      { container: "", memoryMiB: "80Gi", namespace: "a" },
      ["options/unknown-key namespace", "options/value container", "options/value memoryMiB"],
    ],
    ["options that are not an object", {}, null, ["options/type"]],
  ])("refuses %s", (_, input, options, issues) => {
    const result = fromDialect(input, options as undefined);
    expect(!result.ok && result.issues.map(at)).toEqual(issues);
  });

  it("names the containers that there are, if none has the name", () => {
    const task = {
      containerDefinitions: ["a", "b"].map((name) => ({
        name,
        resourceRequirements: [{ type: "GPU", sharingStrategy: { nvidiaMps: { memory: 1024 } } }],
      })),
    };
    const result = fromDialect(task, { container: "c" });
    expect(!result.ok && result.issues[0].hint).toBe("set container to one of a, b");
  });
});
