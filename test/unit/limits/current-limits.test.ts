import { describe, expect, it } from "vitest";
import { type CurrentLimits, readCurrentLimits } from "../../../src/limits/current-limits.ts";
import { MEMORY, PRIORITY, THREADS } from "../../helpers/manifests.ts";

const PATH = ["spec", "containers", 0, "env"];
const UNSET: CurrentLimits = {
  memory: { state: "unset" },
  threads: { state: "unset" },
  clientPriority: { state: "unset" },
};
const FIELD_REF = { fieldRef: { fieldPath: "metadata.labels['mem']" } };
const GIB = 2 ** 30;

function read(...env: unknown[]): CurrentLimits {
  return readCurrentLimits(env, PATH);
}

describe("readCurrentLimits", () => {
  it("reads the limits that CUDA enforces, as written and with their paths", () => {
    const env = [
      { name: THREADS, value: "50" },
      { name: "OTHER", value: "x" },
      { name: MEMORY, value: "0=1G,1=512M" },
      { name: PRIORITY, value: "1" },
    ];
    expect(read(...env)).toEqual({
      memory: {
        state: "set",
        value: { "0": GIB, "1": GIB / 2 },
        text: "0=1G,1=512M",
        path: [...PATH, 2],
      },
      threads: { state: "set", value: 50, text: "50", path: [...PATH, 0] },
      clientPriority: { state: "set", value: 1, text: "1", path: [...PATH, 3] },
    });
  });

  it.each([
    undefined,
    null,
    {},
    "A=b",
    [],
    [null, 5, "x", {}, { name: 7 }, { value: "1" }],
    [{ name: "OTHER", value: "0=1G" }],
  ])("reads %j as unset", (env) => {
    expect(readCurrentLimits(env, PATH)).toEqual(UNSET);
  });

  it.each<[value: unknown, received: string]>([
    ["1073741824", '"1073741824"'],
    ["0=1Gi", '"0=1Gi"'],
    ["", '""'],
    [1024, "1024"],
    [undefined, '""'],
  ])("reads a memory limit of %j as ignored", (value, received) => {
    const item = value === undefined ? { name: MEMORY } : { name: MEMORY, value };
    expect(read(item)).toEqual({
      ...UNSET,
      memory: { state: "ignored", received, path: [...PATH, 0] },
    });
  });

  it.each<[item: object, received: string]>([
    [{ value: "GPU-3f2a=1G" }, '"GPU-3f2a=1G"'],
    [{ value: "$(LIMIT)" }, '"$(LIMIT)"'],
    [{ valueFrom: FIELD_REF }, `{"fieldRef":{"fieldPath":"metadata.labels['mem']"}}`],
  ])("reads a memory limit of %j as unknown", (item, received) => {
    expect(read({ name: MEMORY, ...item })).toEqual({
      ...UNSET,
      memory: { state: "unknown", received, path: [...PATH, 0] },
    });
  });

  it.each<[name: string, value: string, field: keyof CurrentLimits, state: string]>([
    [THREADS, "0", "threads", "set"],
    [THREADS, "33.5", "threads", "set"],
    [THREADS, "101", "threads", "ignored"],
    [THREADS, "50%", "threads", "ignored"],
    [THREADS, "$(T)", "threads", "unknown"],
    [PRIORITY, "0", "clientPriority", "set"],
    [PRIORITY, "2", "clientPriority", "ignored"],
    [PRIORITY, "$(P)", "clientPriority", "unknown"],
  ])("reads %s=%s: %s is %s", (name, value, field, state) => {
    expect(read({ name, value })[field].state).toBe(state);
  });

  it("reads the last of several entries with one name, as Kubernetes does", () => {
    const env = [
      { name: THREADS, value: "50" },
      { name: THREADS, value: "half" },
      { name: THREADS, value: "25" },
      { name: "OTHER", value: "x" },
    ];
    expect(read(...env).threads).toEqual({
      state: "set",
      value: 25,
      text: "25",
      path: [...PATH, 2],
    });
  });
});
