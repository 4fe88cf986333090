import fc from "fast-check";
import { unwrap } from "kube-mps";
import {
  type DaemonLimits,
  diagnose,
  type EffectiveLimits,
  type ExplainContext,
  explainLimits,
  parseObservations,
  parsePs,
} from "kube-mps/explain";
import { describe, expect, it } from "vitest";
import { MPS_LABELS, node, podWith } from "../helpers/explained.ts";
import { type Manifest, MEMORY, THREADS } from "../helpers/manifests.ts";
import { runs } from "../helpers/properties.ts";

const memory = fc.integer({ min: 512, max: 65_536 });
const threads = fc.integer({ min: 1, max: 99 });

/** A pod with limits, or without. */
const pods = fc.record({ memory: fc.option(memory), threads: fc.option(threads) }).map((limits) =>
  podWith({
    ...(limits.memory !== null && { [MEMORY]: `0=${limits.memory}M` }),
    ...(limits.threads !== null && { [THREADS]: String(limits.threads) }),
  }),
);

/** Any text where a value of a variable may be. */
const texts = fc.oneof(
  fc.constantFrom("0=1G", "0=2G,1=4G", "4294967296", "$(A)", "0", "50", "100", "GPU-1=1G"),
  fc.string(),
);
const anyPod = fc
  .dictionary(
    fc.constantFrom(MEMORY, THREADS, "CUDA_MPS_PIPE_DIRECTORY", "CUDA_VISIBLE_DEVICES"),
    texts,
  )
  .map((env) => podWith(env));

const labels = fc.dictionary(
  fc.constantFrom(...Object.keys(MPS_LABELS), "cloud.google.com/gke-gpu-sharing-strategy"),
  fc.oneof(fc.constantFrom("mps", "time-slicing", "none", "true", "false", "10"), fc.string()),
);

function only(object: unknown, context: ExplainContext): EffectiveLimits {
  const [limits] = unwrap(explainLimits(object, context));
  if (limits === undefined) throw new Error("no GPU container");
  return limits;
}

function envOf(object: ReturnType<typeof podWith>): Readonly<Record<string, string>> {
  const [container] = object.spec["containers"] as [{ env: { name: string; value: string }[] }];
  return Object.fromEntries(container.env.map(({ name, value }) => [name, value]));
}

describe("explainLimits", () => {
  it('never says "yes" without evidence from a node or a daemon', () => {
    fc.assert(
      fc.property(fc.oneof(pods, anyPod), (object) => {
        expect(only(object, {}).enforced).not.toBe("yes");
      }),
      runs(300),
    );
  });

  it('says "yes" only of limits that something sets, and "unknown" only with what settles it', () => {
    fc.assert(
      fc.property(fc.oneof(pods, anyPod), labels, (object, its) => {
        const { enforced, setBy, reasons, ...limits } = only(object, { node: node(its) });
        if (enforced === "yes") expect(Object.values(setBy)).not.toEqual(["none", "none"]);
        if (enforced === "unknown") {
          expect(reasons.some(({ settledBy }) => settledBy !== undefined)).toBe(true);
        }
        if (setBy.memory === "none") expect(limits.memoryMiB).toBeUndefined();
        if (setBy.threads === "none") expect(limits.threads).toBe(100);
      }),
      runs(500),
    );
  });

  it("is never above what the container and the daemon allow, if nothing is in doubt", () => {
    const daemons = fc.record<DaemonLimits>({ memoryMiB: memory, threads }, { requiredKeys: [] });
    fc.assert(
      fc.property(pods, daemons, (object, daemon) => {
        const limits = only(object, { daemon });
        const env = envOf(object);
        const [, own] = /=(\d+)M/.exec(env[MEMORY] ?? "") ?? [];
        const bounds = [own === undefined ? undefined : Number(own), daemon.memoryMiB];
        const known = bounds.filter((bound) => bound !== undefined);
        expect(limits.memoryMiB).toBe(known.length === 0 ? undefined : Math.min(...known));
        expect(limits.threads).toBe(Math.min(Number(env[THREADS] ?? 100), daemon.threads ?? 100));
      }),
      runs(300),
    );
  });

  it("depends on the daemon that was passed, not on what labels derive", () => {
    const full = fc.record({ memoryMiB: memory, threads });
    fc.assert(
      fc.property(pods, full, fc.integer({ min: 2, max: 48 }), (object, daemon, replicas) => {
        const its = { ...MPS_LABELS, "nvidia.com/gpu.replicas": String(replicas) };
        const { memoryMiB, threads: percent } = only(object, { node: node(its), daemon });
        expect({ memoryMiB, percent }).toEqual({
          memoryMiB: only(object, { daemon }).memoryMiB,
          percent: only(object, { daemon }).threads,
        });
      }),
      runs(200),
    );
  });

  it("answers whatever the fields of a pod and a node are", () => {
    const anything = fc.anything({ maxDepth: 3 });
    const fields = fc.dictionary(
      fc.constantFrom("securityContext", "volumeMounts", "command", "args", "env"),
      anything,
    );
    fc.assert(
      fc.property(fields, anything, anything, (container, status, claims) => {
        const object = { ...podWith({}, container as Manifest), status };
        const result = explainLimits(object, {
          node: { metadata: status, status },
          deviceClasses: [claims],
          resourceClaims: [claims, status],
        });
        expect(result.ok || result.issues[0].code).toBe(true);
      }),
      runs(300),
    );
  });
});

describe("parsers", () => {
  it("read any text, and diagnose takes what they read", () => {
    const words = fc.constantFrom(
      "GPU-1, 77, python, 512 MiB",
      "| 0 N/A N/A 1 C python 5MiB |",
      "1 0 2 GPU-a 3 python",
      "FAULT",
      "4606M",
      "$ get_server_list",
      "42",
      "CUDA out of memory",
      "| 1MiB / 9999MiB |",
    );
    const text = fc.array(fc.oneof(words, fc.string(), fc.string({ unit: "binary" })), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(text, fc.constantFrom("\n", "\r\n"), (lines, separator) => {
        const observations = unwrap(parseObservations(lines.join(separator)));
        for (const { path, evidence } of unwrap(diagnose(observations))) {
          expect(evidence[0]?.path).toEqual(path);
          let row: unknown = observations;
          for (const step of path) row = (row as Manifest)[step];
          expect(row).toBeDefined();
        }
      }),
      runs(500),
    );
  });

  it("parsePs reads what was printed", () => {
    const number = fc.integer({ min: 0, max: 4_194_304 });
    const clients = fc.array(
      fc.record({
        pid: number,
        id: number,
        server: number,
        device: fc.uuid().map((uuid) => `GPU-${uuid}`),
        namespace: number,
        command: fc.stringMatching(/^[!-~]([ -~]{0,30}[!-~])?$/),
      }),
    );
    fc.assert(
      fc.property(clients, (rows) => {
        const lines = rows.map((row) => Object.values(row).join("  "));
        const text = ["PID ID SERVER DEVICE NAMESPACE COMMAND", ...lines].join("\n");
        expect(parsePs(text)).toEqual({ ok: true, value: rows, warnings: [] });
      }),
      runs(200),
    );
  });
});
