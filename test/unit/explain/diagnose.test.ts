import { unwrap } from "kube-mps";
import {
  diagnose,
  explainLimits,
  type GpuProcess,
  type LogEntry,
  type LogEvent,
  type MpsClient,
  type Observations,
} from "kube-mps/explain";
import { describe, expect, it } from "vitest";
import { MPS_NODE, podWith } from "../../helpers/explained.ts";
import { MEMORY } from "../../helpers/manifests.ts";
import { at } from "../../helpers/outcome.ts";

function process(pid: number, fields: Partial<GpuProcess> = {}): GpuProcess {
  return { gpu: "0", pid, type: "M+C", name: "python", usedMiB: 600, ...fields };
}

const SERVER = process(12345, { type: "C", name: "nvidia-cuda-mps-server", usedMiB: 28 });

function client(pid: number, server = 12345): MpsClient {
  return { pid, id: 0, server, device: "GPU-1", namespace: 4026531836, command: "python" };
}

function entry(event: LogEvent | undefined, text = "a line"): LogEntry {
  return { at: undefined, source: undefined, text, event };
}

function found(observations: Observations, ...workloads: Parameters<typeof diagnose>[1] & object) {
  return unwrap(diagnose(observations, workloads)).map(at);
}

describe("diagnose", () => {
  it("names the evidence of each finding", () => {
    const processes = [SERVER, process(12400, { type: "C", name: "/usr/bin/python" })];
    expect(diagnose({ processes })).toStrictEqual({
      ok: true,
      value: [
        {
          code: "finding/daemon-not-reached",
          path: ["processes", 1],
          message:
            "process 12400 (/usr/bin/python) uses the GPU without MPS: no limit holds for it",
          hint: "check the pipe directory, its mount, and that the daemon answers",
          evidence: [
            {
              path: ["processes", 1],
              text: '{"gpu":"0","pid":12400,"type":"C","name":"/usr/bin/python","usedMiB":600}',
            },
          ],
        },
      ],
      warnings: [],
    });
  });

  it("finds nothing where nothing was observed, or nothing is wrong", () => {
    expect(found({})).toEqual([]);
    expect(
      found({
        processes: [SERVER, process(12400)],
        clients: [client(12400)],
        servers: [12345],
        serverStatus: ["ACTIVE", "INITIALIZING"],
        threads: 10,
        memoryLimit: { memoryMiB: 4606, unit: "MiB" },
        cards: [{ usedMiB: 9000, totalMiB: 81920 }],
        log: [entry(undefined)],
        metrics: [{ name: "DCGM_FI_DEV_FB_FREE", labels: {}, value: 5000 }],
      }),
    ).toEqual([]);
  });

  it("takes what explainLimits returns, with PIDs", () => {
    const limits = unwrap(explainLimits(podWith({ [MEMORY]: "0=2048M" }), { node: MPS_NODE }));
    const processes = [process(1, { usedMiB: 9000 })];
    const workloads = limits.map((one) => ({ ...one, pids: [1] }));
    expect(unwrap(diagnose({ processes }, workloads))).toMatchObject([
      {
        code: "finding/limit-ignored",
        container: "main",
        message: "process 1 (python) uses 9000 MiB: its limit is 2048 MiB",
      },
    ]);
  });

  it.each<[what: string, observations: unknown, workloads: unknown]>([
    ["observations that are not an object", "nvidia-smi", []],
    ["null", null, []],
    ["workloads that are not a list", {}, {}],
  ])("rejects %s", (_, observations, workloads) => {
    const result = diagnose(observations as Observations, workloads as []);
    expect(result.ok || result.issues.map(at)).toEqual(["input/type"]);
  });

  it("rejects a result that was not unwrapped, and keys that are not known", () => {
    const result = diagnose({ ok: true, value: {}, process: [] } as Observations);
    expect(
      result.ok || result.issues.map(({ code, path, suggestion }) => [code, path[0], suggestion]),
    ).toEqual([
      ["input/type", "ok", undefined],
      ["input/type", "value", undefined],
      ["input/type", "process", { key: "processes" }],
    ]);
  });

  it("ignores rows of other types", () => {
    const strange = { processes: [null, 5, {}, [], { pid: "1", usedMiB: "9" }], clients: "no" };
    expect(found({ ...strange, log: [null], cards: [{}], metrics: [7] } as never)).toEqual([]);
    expect(found({}, ...([null, 5, { pids: "all" }] as never[]))).toEqual([]);
  });
});

describe("a process without MPS", () => {
  const NOT_REACHED = "finding/daemon-not-reached processes/0";

  it.each<[what: string, observations: Observations, found: string[]]>([
    ["is of type C", { processes: [process(1, { type: "C" })] }, [NOT_REACHED]],
    ["is of type C+G", { processes: [process(1, { type: "C+G" })] }, [NOT_REACHED]],
    ["is not one of type G", { processes: [process(1, { type: "G" })] }, []],
    [
      "is not the server",
      { processes: [{ ...SERVER, name: "/usr/bin/nvidia-cuda-mps-server" }] },
      [],
    ],
    [
      "is not listed by ps",
      { processes: [process(1, { type: undefined }), SERVER], clients: [client(2)] },
      [NOT_REACHED],
    ],
    [
      "is listed by an empty ps",
      { processes: [process(1, { type: undefined })], clients: [] },
      [NOT_REACHED],
    ],
    ["is not known without ps", { processes: [process(1, { type: undefined })] }, []],
    [
      "is not known if ps has PIDs of another namespace",
      { processes: [process(1, { type: undefined })], clients: [client(7, 8)] },
      [],
    ],
  ])("%s", (_, observations, expected) => {
    expect(found(observations)).toEqual(expected);
  });

  it("is found once, in whatever formats it was pasted", () => {
    const rows = [process(1, { type: "C" }), process(1, { gpu: "GPU-1", type: undefined })];
    expect(found({ processes: rows, clients: [] })).toEqual([NOT_REACHED]);
  });

  it("shows in the errors of programs", () => {
    expect(found({ log: [entry("daemon-not-reached")] })).toEqual([
      "finding/daemon-not-reached log/0",
    ]);
  });
});

describe("a process over its limit", () => {
  const IGNORED = "finding/limit-ignored processes/0";

  it.each<[usedMiB: number | undefined, memoryMiB: number, unit: "MiB" | "GiB", found: string[]]>([
    [4606, 4606, "MiB", []],
    [5118, 4606, "MiB", []],
    [5119, 4606, "MiB", [IGNORED]],
    [undefined, 4606, "MiB", []],
    // Driver 595 shows 4606M as 4G.
    [5118, 4096, "GiB", []],
    [5632, 4096, "GiB", [IGNORED]],
  ])("of the daemon: %s of %i MiB, known in %s", (usedMiB, memoryMiB, unit, expected) => {
    const processes = [process(1, { usedMiB }), { ...SERVER, usedMiB: 9999 }];
    expect(found({ processes, memoryLimit: { memoryMiB, unit } })).toEqual(expected);
  });

  it("of its container, rather than of the daemon", () => {
    const observations: Observations = {
      processes: [process(1, { usedMiB: 3000 })],
      memoryLimit: { memoryMiB: 4606, unit: "GiB" },
    };
    expect(found(observations, { memoryMiB: 2048, pids: [1] })).toEqual([IGNORED]);
    expect(found(observations, { memoryMiB: 2048, pids: [2] })).toEqual([]);
    expect(found(observations, { pids: [1] })).toEqual([]);
  });
});

describe("several processes of a container", () => {
  const processes = [process(1, { usedMiB: 2000 }), process(2, { usedMiB: 2100 }), process(3)];

  it("together use more than the limit of each", () => {
    const container = { container: "main", memoryMiB: 4096, pids: [1, 2] };
    expect(unwrap(diagnose({ processes }, [container]))).toMatchObject([
      {
        code: "finding/several-processes",
        path: ["processes", 0],
        container: "main",
        message: "the processes of main use 4100 MiB together: 4096 MiB is the limit of each",
        evidence: [{ path: ["processes", 0] }, { path: ["processes", 1] }],
      },
    ]);
  });

  it("are within it otherwise", () => {
    expect(found({ processes }, { memoryMiB: 4100, pids: [1, 2] })).toEqual([]);
    expect(found({ processes }, { pids: [1, 2] })).toEqual([]);
    expect(
      found({ processes }, { memoryMiB: 2048, pids: [1] }, { memoryMiB: 2048, pids: [2] }),
    ).toEqual([]);
  });

  it("are compared on each GPU, also if they were pasted in two formats", () => {
    const container = { memoryMiB: 4096, pids: [1, 2] };
    const uuid = processes.map((one) => ({ ...one, gpu: "GPU-1", type: undefined }));
    expect(
      found({ processes: [...processes, ...uuid] }, { ...container, memoryMiB: 4100 }),
    ).toEqual([]);
    const [first, second] = processes;
    const apart = [process(1, first), process(2, { ...second, gpu: "1" })];
    expect(found({ processes: apart }, container)).toEqual([]);
  });

  it("are not together over it if one is alone", () => {
    const over = [process(1, { usedMiB: 4500 })];
    expect(found({ processes: over }, { memoryMiB: 4096, pids: [1] })).toEqual([]);
    const much = [process(1, { usedMiB: 9000 }), process(2)];
    expect(found({ processes: much }, { memoryMiB: 4096, pids: [1, 2] })).toEqual([
      "finding/limit-ignored processes/0",
    ]);
  });

  it("of a container without a name", () => {
    const [finding] = unwrap(diagnose({ processes }, [{ memoryMiB: 4096, pids: [1, 2] }]));
    expect(finding?.message).toMatch(/^the processes of one container use/);
    expect(finding).not.toHaveProperty("container");
  });
});

describe("a server", () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

  it("serves 48 clients", () => {
    const clients = many(48).map((pid) => client(pid));
    expect(found({ clients })).toEqual(["finding/too-many-clients clients/0"]);
    expect(found({ clients: clients.slice(1) })).toEqual([]);
    expect(found({ clients: [...clients.slice(1), client(48, 5)] })).toEqual([]);
    expect(found({ clientPids: many(60) })).toEqual(["finding/too-many-clients clientPids/0"]);
    expect(found({ clientPids: many(47) })).toEqual([]);
    expect(unwrap(diagnose({ clients }))[0]?.evidence).toHaveLength(10);
  });

  it.each<[observations: Observations, found: string[]]>([
    [{ serverStatus: ["ACTIVE", "FAULT"] }, ["finding/server-fault serverStatus/1"]],
    [{ log: [entry(undefined), entry("server-fault")] }, ["finding/server-fault log/1"]],
    [{ log: [entry("credentials")] }, ["finding/credentials log/0"]],
    [{ log: [entry("too-many-clients")] }, ["finding/too-many-clients log/0"]],
  ])("fails: %j", (observations, expected) => {
    expect(found(observations)).toEqual(expected);
  });

  it("is found once, with the lines that say so", () => {
    const log = [entry("credentials", "one\u001B[0m"), entry("credentials", "two")];
    expect(unwrap(diagnose({ log })).map(({ evidence }) => evidence)).toEqual([
      [
        { path: ["log", 0], text: "one\\u001b[0m" },
        { path: ["log", 1], text: "two" },
      ],
    ]);
  });
});

describe("a program that runs out of memory", () => {
  const log = [entry("out-of-memory", "CUDA out of memory")];

  it.each<[what: string, observations: Observations, found: string[]]>([
    [
      "while a card has some left",
      { log, cards: [{ usedMiB: 9000, totalMiB: 81920 }] },
      ["finding/over-limit log/0"],
    ],
    [
      "while a metric shows some",
      { log, metrics: [{ name: "DCGM_FI_DEV_FB_FREE", labels: {}, value: 512 }] },
      ["finding/over-limit log/0"],
    ],
    ["while no card has", { log, cards: [{ usedMiB: 81800, totalMiB: 81920 }] }, []],
    [
      "while another metric is high",
      { log, metrics: [{ name: "DCGM_FI_DEV_FB_USED", labels: {}, value: 9000 }] },
      [],
    ],
    ["and nothing is known of cards", { log }, []],
    ["never", { cards: [{ usedMiB: 9000, totalMiB: 81920 }] }, []],
  ])("%s", (_, observations, expected) => {
    expect(found(observations)).toEqual(expected);
  });
});
