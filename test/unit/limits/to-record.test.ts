import { injectGpuConfig, toEnv, toRecord, unwrap, validateMpsConfig } from "kube-mps";
import { describe, expect, it } from "vitest";
import { gpuContainer } from "../../helpers/manifests.ts";

const pod = { apiVersion: "v1", kind: "Pod", spec: { containers: [gpuContainer()] } };

describe("toRecord", () => {
  it("writes canonical limits as an object of their own", () => {
    const metadata = { name: "small", labels: { team: "a" }, generation: 3 };
    expect(toRecord({ pinnedDeviceMemoryLimit: "4Gi" }, metadata)).toEqual({
      ok: true,
      value: {
        apiVersion: "kube-mps.github.io/v1alpha1",
        kind: "MpsConfig",
        metadata,
        spec: { pinnedDeviceMemoryLimit: 4294967296 },
      },
      warnings: [],
    });
  });

  it("writes what is valid, what means the same, and what survives JSON", () => {
    const config = unwrap(validateMpsConfig({ activeThreadPercentage: 50, clientPriority: 1 }));
    const record = JSON.parse(JSON.stringify(unwrap(toRecord(config, { name: "a" }))));
    expect(validateMpsConfig(record)).toEqual({ ok: true, value: config, warnings: [] });
    expect(toEnv(record)).toEqual(toEnv(config));
    expect(injectGpuConfig(pod, record)).toEqual(injectGpuConfig(pod, config));
    expect(unwrap(toRecord(record, { name: "a" }))).toEqual(record);
  });

  it("leaves the minimum to where the record is used", () => {
    const record = unwrap(toRecord({ pinnedDeviceMemoryLimit: "1Mi" }, { name: "a" }));
    expect(validateMpsConfig(record)).toMatchObject({ issues: [{ code: "memory/too-small" }] });
    expect(validateMpsConfig(record, { minMemory: "1Mi" }).ok).toBe(true);
  });

  it.each([undefined, null, "small", [], {}, { name: "" }, { name: 1 }])(
    "rejects the metadata %j, and what is wrong with the limits",
    (metadata) => {
      expect(toRecord({ activeThreadPercentage: 101 }, metadata as never)).toMatchObject({
        ok: false,
        issues: [
          { code: "threads/range", path: ["activeThreadPercentage"] },
          { code: "config/record", path: ["metadata"] },
        ],
      });
    },
  );
});
