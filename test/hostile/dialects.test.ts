import fc from "fast-check";
import type { Result } from "kube-mps";
import { toMutatingAdmissionPolicy, toValidatingAdmissionPolicy } from "kube-mps/admission";
import {
  fromDialect,
  planAdjustment,
  toControlCommands,
  toDeviceClass,
  toDevicePluginConfig,
  toEcsGpuOptions,
  toFractioningAnnotations,
  toGkePodSettings,
  toMpsServerConfig,
  toResourceClaim,
  toResourceClaimTemplate,
} from "kube-mps/dialects";
import { describe, expect, it } from "vitest";
import { runs } from "../helpers/properties.ts";

type Call = (first: never, second: never, third: never) => Result<unknown>;

const CALLS: [name: string, call: Call][] = [
  ["fromDialect", fromDialect],
  ["planAdjustment", planAdjustment],
  ["toControlCommands", toControlCommands],
  ["toDeviceClass", toDeviceClass],
  ["toDevicePluginConfig", toDevicePluginConfig],
  ["toEcsGpuOptions", toEcsGpuOptions],
  ["toFractioningAnnotations", toFractioningAnnotations],
  ["toGkePodSettings", toGkePodSettings],
  ["toMpsServerConfig", toMpsServerConfig],
  ["toMutatingAdmissionPolicy", toMutatingAdmissionPolicy],
  ["toResourceClaim", toResourceClaim],
  ["toResourceClaimTemplate", toResourceClaimTemplate],
  ["toValidatingAdmissionPolicy", toValidatingAdmissionPolicy],
];

/** The keys that are read, so that random objects reach every reader. */
const KEYS = [
  ...["apiVersion", "kind", "metadata", "annotations", "spec", "template", "containers", "name"],
  ...["env", "value", "resources", "limits", "nodeSelector", "nvidia.com/gpu", "nvidia.com/gpumem"],
  ...["devices", "config", "opaque", "parameters", "sharing", "strategy", "mpsConfig", "mps"],
  ...["version", "replicas", "type", "sharingStrategy", "nvidiaMps", "memory", "requests"],
  ...["containerDefinitions", "resourceRequirements", "gpu-fraction", "gpu-memory", "__proto__"],
  ...["nvidia.com/container.a.gpu-memory.limit", "nvidia.com/container.a.gpu-compute.portion"],
  ...["defaultPerDevicePinnedMemoryLimit", "constructor", "toString", "pinnedDeviceMemoryLimit"],
  ...["cloud.google.com/gke-gpu-sharing-strategy", "activeThreadPercentage", "then"],
];

const VALUES = [
  ...["Pod", "ResourceClaim", "DeviceClass", "GpuConfig", "constructor", "resource.k8s.io/v1"],
  ...["resource.nvidia.com/v1beta1", "MPS", "mps", "GPU", "v1", "4Gi", "0.5", "a", ""],
  ...["CUDA_MPS_PINNED_DEVICE_MEM_LIMIT", "0=4096M", "__proto__"],
];

const odd = (): fc.Arbitrary<unknown> => {
  const { tree } = fc.letrec((tie) => ({
    leaf: fc.oneof(
      fc.constantFrom<unknown>(...VALUES, 0, 1, 50, 101, -1, Number.NaN, null, undefined, true),
      fc.constantFrom<unknown>(2n, Symbol("a"), () => 1, new Map([["a", 1]]), new Date(0)),
      fc.string(),
    ),
    tree: fc.oneof(
      { maxDepth: 6 },
      tie("leaf"),
      fc.array(tie("tree"), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...KEYS), tie("tree"), { maxKeys: 5 }),
    ),
  }));
  return tree;
};

describe.each(CALLS)("%s", (_, call) => {
  it("returns a result for any input, and never throws", () => {
    fc.assert(
      fc.property(odd(), odd(), odd(), (first, second, third) => {
        const result = call(first as never, second as never, third as never);
        expect(typeof result.ok).toBe("boolean");
        const codes = result.ok ? ["ok"] : result.issues.map(({ code }) => code);
        expect(codes.length).toBeGreaterThan(0);
        // Plain data can be read: if reading it throws, that is a bug of ours.
        expect(codes).not.toContain("input/unreadable");
      }),
      runs(300),
    );
  });

  it("takes what throws when it is read for unreadable", () => {
    const throwing = new Proxy(
      {},
      {
        get() {
          throw new Error("mine");
        },
        ownKeys() {
          throw new Error("mine");
        },
      },
    );
    const result = call(throwing as never, throwing as never, throwing as never);
    expect(!result.ok && result.issues.map(({ code }) => code)).toEqual(["input/unreadable"]);
  });

  it("pollutes no prototype", () => {
    const evil: unknown = JSON.parse(
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"a":{"__proto__":{"polluted":1}}}',
    );
    call(evil as never, evil as never, evil as never);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

describe("fromDialect", { timeout: 30_000 }, () => {
  it("reads a long text of MPS in linear time", () => {
    const lines = '[servers.a]\npinned_memory_limit = "4G"\n'.repeat(100_000);
    expect(fromDialect(lines).ok).toBe(true);
    const marks = `[servers.a]\nuid = ${"#".repeat(1_000_000)}"\n`;
    expect(fromDialect(marks.repeat(3)).ok).toBe(false);
  });

  it("reads a pod with many containers and annotations in linear time", () => {
    const names = Array.from({ length: 20_000 }, (_, index) => `c${index}`);
    const entries = names.map((name) => [`nvidia.com/container.${name}.gpu-memory.limit`, "4Gi"]);
    const annotations = Object.fromEntries(entries);
    const containers = names.map((name) => ({ name }));
    const pod = { apiVersion: "v1", kind: "Pod", metadata: { annotations }, spec: { containers } };
    expect(fromDialect(pod)).toMatchObject({ ok: true, value: { dialect: "fractioning" } });
    expect(fromDialect(annotations).ok).toBe(true);
  });

  it("reads a claim with many parameters in bounded time", () => {
    const parameters = {
      apiVersion: "resource.nvidia.com/v1beta1",
      kind: "GpuConfig",
      sharing: {},
    };
    const config = Array.from({ length: 2000 }, (_, index) => ({
      requests: [String(index)],
      opaque: { parameters: { ...parameters, sharing: { strategy: "MPS", mpsConfig: {} } } },
    }));
    const claim = {
      apiVersion: "resource.k8s.io/v1",
      kind: "ResourceClaim",
      spec: { devices: { config } },
    };
    expect(fromDialect(claim).ok).toBe(false);
  });

  it("shows nothing of a text that could steer a terminal", () => {
    const result = fromDialect({
      type: "GPU",
      sharingStrategy: { nvidiaMps: { memory: "\u001B[2J" } },
    });
    expect(JSON.stringify(result)).not.toContain("\u001B");
  });
});
