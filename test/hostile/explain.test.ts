import type { Result } from "kube-mps";
import {
  diagnose,
  type ExplainContext,
  explainLimits,
  type Observations,
  parseClientList,
  parseComputeApps,
  parseControlLog,
  parseObservations,
  parsePinnedLimit,
  parsePrometheus,
  parsePs,
  parseServerList,
  parseThreadPercentage,
} from "kube-mps/explain";
import { describe, expect, it } from "vitest";
import { MPS_NODE, podWith } from "../helpers/explained.ts";
import { gpuContainer, list, MEMORY, pod } from "../helpers/manifests.ts";

/** Generous: quadratic work takes minutes where linear work takes milliseconds. */
const SECONDS = 30_000;

const PARSERS: readonly (readonly [name: string, parse: (text: unknown) => Result<unknown>])[] = [
  ["parsePs", parsePs],
  ["parseServerList", parseServerList],
  ["parseClientList", parseClientList],
  ["parseThreadPercentage", parseThreadPercentage],
  ["parsePinnedLimit", parsePinnedLimit],
  ["parseControlLog", parseControlLog],
  ["parseComputeApps", parseComputeApps],
  ["parsePrometheus", parsePrometheus],
  ["parseObservations", parseObservations],
];

const throwing: object = new Proxy({}, {
  get(_, trap) {
    return () => {
      throw new Error(String(trap));
    };
  },
} as ProxyHandler<ProxyHandler<object>>);

function proxy(): object {
  return new Proxy({}, throwing as ProxyHandler<object>);
}

function codes(result: Result<unknown>): string[] {
  return result.ok ? ["ok"] : result.issues.map(({ code }) => code);
}

/** Texts of about a million characters that a careless pattern is slow on. */
const LONG: readonly (readonly [what: string, text: string])[] = [
  ["digits", "1".repeat(1e6)],
  ["blanks", `1${" ".repeat(1e6)}`],
  ["tabs", `1${"\t".repeat(1e6)}x`],
  ["slashes", "/".repeat(1e6)],
  ["commas", ",".repeat(1e6)],
  ["bars", "|".repeat(1e6)],
  ["lines of bars", "|\n".repeat(5e5)],
  ["escapes", "\u001B[".repeat(5e5)],
  ["braces", `DCGM_FI_DEV_FB_USED{${'a="'.repeat(7e4)}`],
  ["labels", `DCGM_FI_DEV_FB_USED{${'a="b",'.repeat(1.5e5)}} 1`],
  ["backslashes", `DCGM_FI_DEV_FB_USED{a="${"\\".repeat(1e6)}`],
  ["rows of ps", "1 0 2 GPU-a 3 python\n".repeat(5e4)],
  ["columns of ps", "1 0 2 GPU-a 3 ".repeat(7e4)],
  ["csv", "GPU-1, 77, python, 512 MiB\n".repeat(1.5e5)],
  ["the table", "| 0 N/A N/A 1 M+C python 5MiB |\n".repeat(1.5e4)],
  ["cards", `| ${"1MiB / ".repeat(5e5)}`],
  ["brackets", "[2024-06-12 10:28:13.702 ".repeat(4e4)],
  ["CUDA", "CUDA ".repeat(2e5)],
  ["numbers", "6472\n".repeat(2e5)],
  ["lines", "\r\n".repeat(5e5)],
];

describe("pasted text", { timeout: SECONDS }, () => {
  it.each(PARSERS)("of any kind is read by %s in time that grows with its length", (_, parse) => {
    for (const [, text] of LONG) expect(codes(parse(text))).toEqual(["ok"]);
  });

  it.each(PARSERS)("is the only thing that %s takes", (_, parse) => {
    for (const input of [undefined, null, 5, {}, [], proxy(), Symbol("a"), () => "text"]) {
      expect(codes(parse(input))).toEqual(["input/type"]);
    }
  });

  it("that is cut anywhere is read as far as it is known", () => {
    const text = `| 0 N/A N/A 1 M+C python 5MiB |
9741 0 6472 GPU-cb1213a3-d6a4-be7f 4026531836 ./nbody
[2024-06-12 10:28:13.702 Control    69] User did not send valid credentials
DCGM_FI_DEV_FB_FREE{gpu="0"} 5
GPU-1, 77, python, 512 MiB`;
    for (let length = 0; length <= text.length; length++) {
      const read = parseObservations(text.slice(0, length));
      expect(read.ok && codes(diagnose(read.value))).toEqual(["ok"]);
    }
  });
});

describe("explainLimits", { timeout: SECONDS }, () => {
  it.each<[what: string, object: unknown, context: unknown]>([
    ["a pod", proxy(), {}],
    ["a container", pod(proxy()), {}],
    ["volume mounts", podWith({}, { volumeMounts: [proxy()] }), { node: MPS_NODE }],
    ["a security context", podWith({}, { securityContext: proxy() }), { node: MPS_NODE }],
    ["a context", podWith(), proxy()],
    ["a node", podWith(), { node: proxy() }],
    ["labels", podWith(), { node: { metadata: { labels: proxy() } } }],
    ["a daemon", podWith(), { daemon: proxy() }],
    ["device classes", podWith(), { deviceClasses: proxy() }],
  ])("answers where %s throws", (_, object, context) => {
    expect(codes(explainLimits(object, context as ExplainContext))).toEqual(["input/unreadable"]);
  });

  it.each(["__proto__", "constructor", "toString", "hasOwnProperty"])(
    "knows no label %s",
    (name) => {
      const labels = JSON.parse(`{ "${name}": "mps" }`);
      const node = { metadata: { name, labels }, status: { allocatable: labels } };
      expect(codes(explainLimits(podWith({ [name]: "a" }), { node }))).toEqual(["ok"]);
    },
  );

  it("takes a hundred thousand containers", () => {
    const containers = Array.from({ length: 1e5 }, () =>
      gpuContainer({ env: [{ name: MEMORY, value: "4294967296" }] }),
    );
    const result = explainLimits(list(pod(...containers)), { node: MPS_NODE });
    expect(result.ok && result.value).toHaveLength(1e5);
  });

  it("takes a hundred thousand duplicates", () => {
    const env = Array.from({ length: 1e5 }, () => ({ name: MEMORY, value: "0=1G" }));
    const result = explainLimits(podWith({}, { env }), { node: MPS_NODE });
    expect(result.ok && result.value[0]?.reasons).toHaveLength(1e5 + 1);
  });

  it("takes thousands of containers with claims, and as many claims", () => {
    const claims = Array.from({ length: 3e3 }, (_, index) => ({ metadata: { name: `${index}` } }));
    const containers = Array.from({ length: 3e3 }, (_, index) => ({
      name: `${index}`,
      resources: { claims: [{ name: `${index}` }] },
    }));
    const object = pod(...containers);
    Object.assign(object.spec, {
      resourceClaims: claims.map(({ metadata: { name } }) => ({ name, resourceClaimName: name })),
    });
    const result = explainLimits(object, { resourceClaims: claims });
    expect(result.ok && result.value).toHaveLength(3e3);
  });
});

describe("diagnose", { timeout: SECONDS }, () => {
  it("answers where observations throw", () => {
    expect(codes(diagnose(proxy() as Observations))).toEqual(["input/unreadable"]);
    const processes = [proxy()] as unknown as Observations["processes"];
    expect(codes(diagnose({ processes }))).toEqual(["input/unreadable"]);
    expect(codes(diagnose({}, [proxy()]))).toEqual(["input/unreadable"]);
  });

  it("takes a hundred thousand of everything", () => {
    const numbers = Array.from({ length: 1e5 }, (_, index) => index + 1);
    const processes = numbers.map((pid) => ({
      gpu: "0",
      pid,
      type: "C",
      name: "python",
      usedMiB: 9000,
    }));
    const clients = numbers.map((pid) => ({
      pid,
      id: 0,
      server: pid % 7,
      device: "GPU-1",
      namespace: 1,
      command: "python",
    }));
    const containers = numbers.map((pid) => ({ memoryMiB: 512, pids: [pid] }));
    const result = diagnose(
      { processes, clients, clientPids: numbers, servers: numbers },
      containers,
    );
    expect(result.ok && result.value).toHaveLength(2e5 + 8);
  });
});
