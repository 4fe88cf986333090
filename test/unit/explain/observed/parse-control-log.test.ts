import { parseControlLog } from "kube-mps/explain";
import { describe, expect, it } from "vitest";

/** Every line in RESEARCH, B.5 and C.2, from NVIDIA's documentation and issues of its device plugin. */
const QUIET = [
  "Accepting connection...",
  "NEW UI",
  "UI closed",
  "NEW CLIENT 0 from user 0: Server already exists",
  "Server is not ready, push client to pending list",
  "Starting new server 17 for user 0",
  "NEW SERVER 17: Ready",
  "Server 13929 exited with status 0",
  "Volta MPS: Creating server context on device 0",
  "activeThreadsPercentage set to 33.000000",
  "Volta MPS Server: Received new client request",
  "Volta MPS: Device Tesla T4 (uuid 0x1) is associated",
  "Receive command failed, assuming client exit",
  "Volta MPS: Client disconnected. Number of active client contexts is 2",
];

function eventOf(line: string) {
  const result = parseControlLog(line);
  return result.ok ? result.value[0]?.event : "failed";
}

describe("parseControlLog", () => {
  it("reads entries of the daemon, and lines of programs", () => {
    const text = `[2024-06-12 10:28:13.702 Control    69] Cmd:set_default_device_pinned_mem_limit 0 4606M
[2024-06-12 10:28:14.001 Other    17] Volta MPS: Creating server context on device 0
step 5`;
    expect(parseControlLog(text)).toStrictEqual({
      ok: true,
      value: [
        {
          at: "2024-06-12 10:28:13.702",
          source: "Control",
          text: "Cmd:set_default_device_pinned_mem_limit 0 4606M",
          event: undefined,
        },
        {
          at: "2024-06-12 10:28:14.001",
          source: "Other",
          text: "Volta MPS: Creating server context on device 0",
          event: undefined,
        },
        { at: undefined, source: undefined, text: "step 5", event: undefined },
      ],
      warnings: [],
    });
  });

  it.each(["2024-06-12T10:28:13.702Z", "[pod/mps/control]"])(
    "reads what %s is before",
    (prefix) => {
      const line = `${prefix} [2024-06-12 10:28:13.702 Control    69] Server 5 exited with status 1`;
      expect(parseControlLog(line)).toMatchObject({
        value: [
          { source: "Control", text: "Server 5 exited with status 1", event: "server-fault" },
        ],
      });
    },
  );

  it.each(QUIET)("finds no failure in %j", (line) => {
    expect(eventOf(`[2024-06-12 10:28:13.702 Control    69] ${line}`)).toBeUndefined();
  });

  // The last names are those of CUresult and cudaError_t.
  it.each([
    ["User did not send valid credentials", "credentials"],
    ["CUDA_ERROR_NOT_PERMITTED", "credentials"],
    ["Server 13929 exited with status 1", "server-fault"],
    ["Server 13929 exited with status -6", "server-fault"],
    ["Server encountered a fatal exception. Shutting down", "server-fault"],
    ["CUDA_ERROR_MPS_SERVER_NOT_READY", "server-fault"],
    ["cudaErrorMpsServerNotReady", "server-fault"],
    ["CUDA_ERROR_MPS_RPC_FAILURE", "server-fault"],
    ["CUDA_ERROR_MPS_CLIENT_TERMINATED", "server-fault"],
    ["all CUDA-capable devices are busy or unavailable", "daemon-not-reached"],
    ["CUDA-capable device(s) is/are busy or unavailable", "daemon-not-reached"],
    ["CUDA_ERROR_MPS_CONNECTION_FAILED", "daemon-not-reached"],
    ["cudaErrorMpsMaxClientsReached", "too-many-clients"],
    ["CUDA_ERROR_MPS_MAX_CONNECTIONS_REACHED", "too-many-clients"],
    ["CUDA_ERROR_OUT_OF_MEMORY", "out-of-memory"],
    ["RuntimeError: CUDA error: out of memory", "out-of-memory"],
    ["torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB", "out-of-memory"],
    ["cudaErrorMemoryAllocation", "out-of-memory"],
    ["Killed: out of memory", undefined],
  ])("finds in %j: %s", (line, event) => {
    expect(eventOf(line)).toBe(event);
  });

  it("rejects what is not a text", () => {
    expect(parseControlLog(5)).toMatchObject({ ok: false, issues: [{ code: "input/type" }] });
  });
});
