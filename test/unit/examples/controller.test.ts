import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { KubeConfig } from "@kubernetes/client-node";
import { describe, expect, it, vi } from "vitest";
import { parse } from "yaml";
import { startController } from "../../../docs/examples/controller/controller.mjs";
import { reconcile } from "../../../docs/examples/controller/reconcile.mjs";

const EXAMPLE = new URL("../../../docs/examples/controller/gpu-job.yaml", import.meta.url);
const GPU_JOB = parse(readFileSync(EXAMPLE, "utf8"));
const METADATA = { ...GPU_JOB.metadata, uid: "u", generation: 3 };

const [CONTAINER] = GPU_JOB.spec.template.spec.containers;
const JOB = {
  apiVersion: "batch/v1",
  kind: "Job",
  metadata: {
    name: "train",
    namespace: "ml",
    ownerReferences: [
      { apiVersion: "example.com/v1", kind: "GpuJob", name: "train", uid: "u", controller: true },
    ],
  },
  spec: {
    template: {
      spec: {
        restartPolicy: "Never",
        containers: [
          {
            ...CONTAINER,
            env: [
              { name: "CUDA_MPS_PINNED_DEVICE_MEM_LIMIT", value: "0=4096M" },
              { name: "CUDA_MPS_ACTIVE_THREAD_PERCENTAGE", value: "50" },
            ],
          },
        ],
      },
    },
  },
};

const status = (condition: object) => ({
  status: {
    observedGeneration: 3,
    conditions: [{ type: "Accepted", lastTransitionTime: expect.any(String), ...condition }],
  },
});
const CREATED = status({ status: "True", reason: "JobCreated", message: "" });

describe("reconcile of the example controller", () => {
  function fakeApi(answer: () => Promise<never> | Promise<void> = async () => {}) {
    const createNamespacedJob = vi.fn(answer);
    const patchNamespacedCustomObjectStatus = vi.fn(async () => {});
    return {
      batch: { createNamespacedJob: createNamespacedJob as never },
      customObjects: { patchNamespacedCustomObjectStatus },
      jobs: () => createNamespacedJob.mock.calls.map(([request]: object[]) => request),
      statuses: () =>
        patchNamespacedCustomObjectStatus.mock.calls.map(([request]: object[]) => request),
    };
  }
  const place = { group: "example.com", version: "v1", plural: "gpujobs" };
  const patchOf = (body: object) => ({ ...place, namespace: "ml", name: "train", body });

  it("creates the Job with its limits", async () => {
    const api = fakeApi();
    await reconcile({ ...GPU_JOB, metadata: METADATA }, api);
    expect(api.jobs()).toStrictEqual([{ namespace: "ml", body: JOB }]);
    expect(api.statuses()).toEqual([patchOf(CREATED)]);
  });

  it("does not create a Job with invalid limits, and reports why", async () => {
    const api = fakeApi();
    const spec = { ...GPU_JOB.spec, limits: { activeThreadPercentage: 101 } };
    await reconcile({ ...GPU_JOB, metadata: METADATA, spec }, api);
    expect(api.jobs()).toStrictEqual([]);
    const message = expect.stringMatching(/^activeThreadPercentage: .* \[threads\/range\]$/);
    expect(api.statuses()).toEqual([
      patchOf(status({ status: "False", reason: "Invalid", message })),
    ]);
  });

  it("does nothing for a generation that it has observed", async () => {
    const api = fakeApi();
    await reconcile({ ...GPU_JOB, metadata: METADATA, status: { observedGeneration: 3 } }, api);
    expect([...api.jobs(), ...api.statuses()]).toStrictEqual([]);
  });

  it("accepts that the Job exists, and fails for any other error of the API", async () => {
    const failing = (code: number) =>
      fakeApi(() => Promise.reject(Object.assign(new Error("x"), { code })));
    const conflict = failing(409);
    await reconcile({ ...GPU_JOB, metadata: METADATA }, conflict);
    expect(conflict.statuses()).toEqual([patchOf(CREATED)]);
    const broken = failing(503);
    await expect(reconcile({ ...GPU_JOB, metadata: METADATA }, broken)).rejects.toThrow("x");
    expect(broken.statuses()).toStrictEqual([]);
  });
});

describe("the example controller", () => {
  it("lists, watches, and creates missing Jobs", async () => {
    const asked: object[] = [];
    const items = [{ ...GPU_JOB, metadata: METADATA }];
    const added = { ...GPU_JOB, metadata: { ...METADATA, name: "second", resourceVersion: "2" } };
    const server = createServer(async (request: IncomingMessage, response) => {
      const body = await text(request);
      const { method, url = "" } = request;
      response.setHeader("content-type", "application/json");
      if (method === "GET" && url.includes("watch=true")) {
        response.write(`${JSON.stringify({ type: "ADDED", object: added })}\n`);
        return; // The watch stays open.
      }
      if (method === "GET") {
        const metadata = { resourceVersion: "1" };
        response.end(
          JSON.stringify({ apiVersion: "example.com/v1", kind: "GpuJobList", metadata, items }),
        );
        return;
      }
      asked.push({ method, url, type: request.headers["content-type"], body: JSON.parse(body) });
      response.end(body);
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const kubeConfig = new KubeConfig();
    kubeConfig.loadFromClusterAndUser(
      { name: "test", server: `http://127.0.0.1:${port}`, skipTLSVerify: true },
      { name: "test" },
    );
    const log: object[] = [];
    const stop = await startController(kubeConfig, (entry) => log.push(entry));
    try {
      const reconciled = { level: "info", message: "reconciled", namespace: "ml" };
      await vi.waitFor(() =>
        expect(log).toStrictEqual([
          { ...reconciled, name: "train" },
          { ...reconciled, name: "second" },
        ]),
      );
      const exchange = (name: string) => [
        {
          method: "POST",
          url: "/apis/batch/v1/namespaces/ml/jobs",
          type: "application/json",
          body: JSON.parse(JSON.stringify(JOB).replaceAll('"name":"train"', `"name":"${name}"`)),
        },
        {
          method: "PATCH",
          url: `/apis/example.com/v1/namespaces/ml/gpujobs/${name}/status`,
          type: "application/merge-patch+json",
          body: CREATED,
        },
      ];
      expect(asked).toEqual(expect.arrayContaining([...exchange("train"), ...exchange("second")]));
      expect(asked).toHaveLength(4);
    } finally {
      await stop();
      server.closeAllConnections();
      server.close();
    }
  });
});
