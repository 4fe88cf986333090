import { describe, expect, it } from "vitest";
import { readContext, textOf } from "../../../src/explain/context.ts";
import { MPS_NODE } from "../../helpers/explained.ts";
import { list } from "../../helpers/manifests.ts";
import { at } from "../../helpers/outcome.ts";

describe("readContext", () => {
  it("reads nothing from an empty context", () => {
    expect(readContext({})).toEqual({
      ok: true,
      value: {
        nodeName: undefined,
        node: undefined,
        daemon: undefined,
        deviceClasses: undefined,
        resourceClaims: undefined,
      },
      warnings: [],
    });
  });

  it("reads the name and the labels of the node", () => {
    expect(readContext({ node: MPS_NODE })).toMatchObject({
      value: { nodeName: "gpu-1", node: { replicas: 10, sharing: "mps", memoryMiB: 46068 } },
    });
  });

  it("takes lists, and what kubectl prints for several", () => {
    const one = { metadata: { name: "a" } };
    const context = { deviceClasses: [one, null], resourceClaims: list(one, 5) };
    expect(readContext(context)).toMatchObject({
      value: { deviceClasses: [one], resourceClaims: [one] },
    });
  });

  it("reports every problem", () => {
    const daemon = { memoryMiB: 0, threads: 101, protocol: 1, memory: 5 };
    const context = { node: [], daemon, deviceClasses: 5, resourceClaims: "a", nodess: 1 };
    const result = readContext(context);
    expect(result.ok || result.issues.map(at)).toEqual([
      "options/unknown-key nodess",
      "options/value node",
      "options/unknown-key daemon/memory",
      "options/value daemon/memoryMiB",
      "options/value daemon/threads",
      "options/value daemon/protocol",
      "options/value deviceClasses",
      "options/value resourceClaims",
    ]);
  });

  it.each([NaN, -1, "4", 2 ** 60, Infinity])("rejects %s MiB", (memoryMiB) => {
    expect(readContext({ daemon: { memoryMiB } }).ok).toBe(false);
  });

  it.each([0, 50, 99.5, 100])("takes %s percent of the threads", (threads) => {
    expect(readContext({ daemon: { threads } })).toMatchObject({ value: { daemon: { threads } } });
  });
});

describe("textOf", () => {
  it("returns text, and nothing else", () => {
    expect([textOf("a"), textOf(5), textOf(undefined)]).toEqual(["a", undefined, undefined]);
  });
});
