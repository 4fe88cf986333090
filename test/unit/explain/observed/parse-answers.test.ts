import {
  parseClientList,
  parsePinnedLimit,
  parsePs,
  parseServerList,
  parseThreadPercentage,
} from "kube-mps/explain";
import { describe, expect, it } from "vitest";

const UNKNOWN = [{ code: "observation/unknown-line" }];

describe("parsePs", () => {
  // NVIDIA's MPS documentation, page "commands".
  it("reads the sample of the documentation", () => {
    const text = `PID       ID    SERVER     DEVICE             NAMESPACE      COMMAND
9741      0     6472       GPU-cb1213a3-d6a4-be7f 4026531836     ./nbody
`;
    expect(parsePs(text)).toStrictEqual({
      ok: true,
      value: [
        {
          pid: 9741,
          id: 0,
          server: 6472,
          device: "GPU-cb1213a3-d6a4-be7f",
          namespace: 4026531836,
          command: "./nbody",
        },
      ],
      warnings: [],
    });
  });

  it.each([
    ["blanks in the command", "1 0 2 GPU-a 3 python  train.py --lr 1", "python  train.py --lr 1"],
    ["tabs", "1\t0\t2\tGPU-a\t3\tpython\ttrain.py", "python\ttrain.py"],
    ["CRLF", "1 0 2 GPU-a 3 python\r\n", "python"],
    ["PID 0, of another PID namespace", "0 0 2 GPU-a 3 python", "python"],
  ])("reads %s", (_, text, command) => {
    expect(parsePs(text)).toMatchObject({ value: [{ server: 2, command }], warnings: [] });
  });

  it("has no rows where the daemon has no clients", () => {
    expect(parsePs("PID ID SERVER DEVICE NAMESPACE COMMAND")).toEqual({
      ok: true,
      value: [],
      warnings: [],
    });
  });

  it.each([
    "1 0 2 GPU-a 3",
    "1 0 2 b 3 python",
    "a 0 2 GPU-a 3 python",
    "Cannot find MPS control daemon process",
  ])("warns of %j", (text) => {
    expect(parsePs(text)).toMatchObject({ value: [], warnings: UNKNOWN });
  });
});

describe.each([
  ["parseServerList", parseServerList],
  ["parseClientList", parseClientList],
])("%s", (_, parse) => {
  it.each([
    ["6472\n", [6472]],
    ["6472\r\n6473", [6472, 6473]],
    ["0", [0]],
    ["", []],
  ])("reads %j", (text, value) => {
    expect(parse(text)).toEqual({ ok: true, value, warnings: [] });
  });

  it.each(["6472a", "-1", "1.5", "99999999999"])("warns of %j", (text) => {
    expect(parse(text)).toMatchObject({ value: [], warnings: UNKNOWN });
  });
});

describe("parseThreadPercentage", () => {
  it.each([
    ["100.0", 100],
    ["50.0", 50],
    ["25", 25],
    ["33.333332", 33.333332],
    ["0.0", 0],
    ["50\n25.0\n", 25],
    ["", undefined],
  ])("reads %j", (text, value) => {
    expect(parseThreadPercentage(text)).toEqual({ ok: true, value, warnings: [] });
  });

  it.each(["101", "-5", "50%", "1e2"])("warns of %j", (text) => {
    expect(parseThreadPercentage(text)).toMatchObject({ value: undefined, warnings: UNKNOWN });
  });
});

describe("parsePinnedLimit", () => {
  it.each([
    ["4606M", { memoryMiB: 4606, unit: "MiB" }],
    ["10240M", { memoryMiB: 10240, unit: "MiB" }],
    ["512MB", { memoryMiB: 512, unit: "MiB" }],
    ["4G", { memoryMiB: 4096, unit: "GiB" }],
    ["1024K", { memoryMiB: 1, unit: "MiB" }],
    ["0 4606M", { memoryMiB: 4606, unit: "MiB" }],
    ["GPU-cb1213a3-d6a4-be7f=10240M", { memoryMiB: 10240, unit: "MiB" }],
    ["", undefined],
  ])("reads %j", (text, value) => {
    expect(parsePinnedLimit(text)).toEqual({ ok: true, value, warnings: [] });
  });

  it.each(["4606", "4.5G", "4T", "a 4606M", "no limit"])("warns of %j", (text) => {
    expect(parsePinnedLimit(text)).toMatchObject({ value: undefined, warnings: UNKNOWN });
  });
});
