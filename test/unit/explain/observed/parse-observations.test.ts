import { parseObservations } from "kube-mps/explain";
import { describe, expect, it } from "vitest";

const CLIENT = {
  pid: 9741,
  id: 0,
  server: 6472,
  device: "GPU-cb1213a3-d6a4-be7f",
  namespace: 4026531836,
  command: "./nbody",
};
const PS = "9741 0 6472 GPU-cb1213a3-d6a4-be7f 4026531836 ./nbody";
const PROCESS = { gpu: "GPU-1", pid: 77, type: undefined, name: "python", usedMiB: 512 };

describe("parseObservations", () => {
  it.each<[what: string, text: string, observations: object]>([
    ["ps", PS, { clients: [CLIENT] }],
    ["ps without clients", "PID ID SERVER DEVICE NAMESPACE COMMAND", { clients: [] }],
    [
      "servers",
      "$ echo get_server_list | nvidia-cuda-mps-control\n6472\n6473",
      { servers: [6472, 6473] },
    ],
    [
      "clients",
      "# echo get_client_list 6472 | nvidia-cuda-mps-control\n1\n50",
      { clientPids: [1, 50] },
    ],
    ["a percentage", "50.0", { threads: 50 }],
    ["a whole percentage", "> get_default_active_thread_percentage\n50", { threads: 50 }],
    ["percentages, of which the last counts", "50.0\n25.0", { threads: 25 }],
    ["a limit", "4606M", { memoryLimit: { memoryMiB: 4606, unit: "MiB" } }],
    ["statuses", "ACTIVE\nFAULT", { serverStatus: ["ACTIVE", "FAULT"] }],
    ["csv", "GPU-1, 77, python, 512 MiB", { processes: [PROCESS] }],
    [
      "csv with a header",
      "pid, process_name, used_gpu_memory\n77, python, 512",
      { processes: [{ ...PROCESS, gpu: undefined }] },
    ],
    ["csv of no process", "pid, process_name", { processes: [] }],
    [
      "the table",
      "| N/A  31C  P0  62W / 400W | 9000MiB / 81920MiB | 0% |",
      { cards: [{ usedMiB: 9000, totalMiB: 81920 }] },
    ],
    [
      "metrics",
      "DCGM_FI_DEV_FB_FREE 5",
      { metrics: [{ name: "DCGM_FI_DEV_FB_FREE", labels: {}, value: 5 }] },
    ],
    ["nothing", " \n\r\n", {}],
  ])("recognizes %s", (_, text, observations) => {
    const result = parseObservations(text);
    expect(result).toEqual({ ok: true, value: observations, warnings: [] });
  });

  it("recognizes logs, of programs the lines that tell of a failure", () => {
    const text = `[2024-06-12 10:28:13.702 Control    69] Cmd:get_default_active_thread_percentage
step 1
RuntimeError: CUDA error: out of memory
step 2`;
    expect(parseObservations(text)).toMatchObject({
      value: {
        log: [
          { source: "Control", text: "Cmd:get_default_active_thread_percentage" },
          { text: "RuntimeError: CUDA error: out of memory", event: "out-of-memory" },
        ],
      },
      warnings: [
        {
          code: "observation/unknown-line",
          message: "2 lines are in no known format: this is the first",
          received: '"step 1"',
          position: { line: 2 },
        },
      ],
    });
  });

  it("recognizes everything in one text, with colors and CRLF", () => {
    const text = ["\u001B[31mFAULT\u001B[0m", "4G", PS, "GPU-1, 77, python, 512", "+----+"].join(
      "\r\n",
    );
    expect(parseObservations(text)).toEqual({
      ok: true,
      value: {
        serverStatus: ["FAULT"],
        memoryLimit: { memoryMiB: 4096, unit: "GiB" },
        clients: [CLIENT],
        processes: [PROCESS],
      },
      warnings: [],
    });
  });

  it("counts a metric that is cut as a line that it does not know", () => {
    expect(parseObservations('DCGM_FI_DEV_FB_FREE{gpu="0')).toMatchObject({
      value: {},
      warnings: [{ code: "observation/unknown-line" }],
    });
  });

  it("does not take any numbers for a process", () => {
    expect(parseObservations("1, 2, 3\n4, 5, 6")).toMatchObject({
      value: {},
      warnings: [{ code: "observation/unknown-line" }],
    });
  });

  it("does not guess what a bare number is", () => {
    expect(parseObservations("$ nvidia-smi\n6472")).toEqual({
      ok: true,
      value: {},
      warnings: [
        {
          code: "observation/ambiguous",
          path: [],
          message: "a bare number may be a PID or a percentage",
          hint: "paste the command as well",
          received: '"6472"',
          position: { line: 2, column: 1, offset: 13 },
        },
      ],
    });
  });

  it("rejects what is not a text", () => {
    expect(parseObservations({})).toMatchObject({ ok: false, issues: [{ code: "input/type" }] });
  });
});
