import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { KubeConfig } from "@kubernetes/client-node";
import { afterEach, describe, expect, it, vi } from "vitest";
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
    labels: { "app.kubernetes.io/managed-by": "gpu-job-controller" },
    annotations: { "example.com/created-from": expect.stringMatching(/^[0-9a-f]{64}$/) },
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
    conditions: [
      {
        type: "Accepted",
        observedGeneration: 3,
        lastTransitionTime: expect.any(String),
        ...condition,
      },
    ],
  },
});
const CREATED = status({ status: "True", reason: "JobCreated", message: "" });

describe("reconcile of the example controller", () => {
  /** An API server with at most one Job, which counts what was asked. */
  function fakeApi(job?: unknown, failure?: Error) {
    const notFound = Object.assign(new Error("not found"), { code: 404 });
    const found = { job };
    const createNamespacedJob = vi.fn(async ({ body }: { body: unknown }) => {
      if (failure !== undefined) throw failure;
      found.job = body;
      return body;
    });
    const patchNamespacedCustomObjectStatus = vi.fn(async () => {});
    return {
      batch: {
        readNamespacedJob: (async () => {
          if (found.job === undefined) throw notFound;
          return found.job;
        }) as never,
        createNamespacedJob: createNamespacedJob as never,
      },
      customObjects: { patchNamespacedCustomObjectStatus },
      found,
      jobs: () => createNamespacedJob.mock.calls.map(([request]: object[]) => request),
      statuses: () =>
        patchNamespacedCustomObjectStatus.mock.calls.map(([request]: object[]) => request),
    };
  }
  const place = { group: "example.com", version: "v1", plural: "gpujobs" };
  const patchOf = (body: object) => ({ ...place, namespace: "ml", name: "train", body });
  const gpuJob = { ...GPU_JOB, metadata: METADATA };

  /** The Job and the status that the controller makes of a GpuJob. */
  async function created(object = gpuJob) {
    const api = fakeApi();
    await reconcile(object, api);
    const [{ body }] = api.statuses() as [{ body: { status: object } }];
    return { job: api.found.job, status: body.status };
  }

  it("creates the Job with its limits", async () => {
    const api = fakeApi();
    await reconcile(gpuJob, api);
    expect(api.jobs()).toEqual([{ namespace: "ml", body: JOB }]);
    expect(api.statuses()).toEqual([patchOf(CREATED)]);
  });

  it("does not create a Job with invalid limits, and reports why", async () => {
    const api = fakeApi();
    const spec = { ...GPU_JOB.spec, limits: { activeThreadPercentage: 101 } };
    await reconcile({ ...gpuJob, spec }, api);
    expect(api.jobs()).toStrictEqual([]);
    const message = expect.stringMatching(/^activeThreadPercentage: .* \[threads\/range\]$/);
    expect(api.statuses()).toEqual([
      patchOf(status({ status: "False", reason: "Invalid", message })),
    ]);
  });

  it("does nothing if the Job is there and the status says so", async () => {
    const { job, status } = await created();
    const api = fakeApi(job);
    await reconcile({ ...gpuJob, status }, api);
    expect([...api.jobs(), ...api.statuses()]).toStrictEqual([]);
  });

  it("creates the Job again if it was deleted", async () => {
    const { status } = await created();
    const api = fakeApi();
    await reconcile({ ...gpuJob, status }, api);
    expect(api.jobs()).toEqual([{ namespace: "ml", body: JOB }]);
  });

  it("creates nothing for a GpuJob that is being deleted", async () => {
    const api = fakeApi();
    await reconcile({ ...gpuJob, metadata: { ...METADATA, deletionTimestamp: new Date() } }, api);
    expect([...api.jobs(), ...api.statuses()]).toStrictEqual([]);
  });

  const edits = [
    ["limits", { ...GPU_JOB.spec, limits: { activeThreadPercentage: 20 } }],
    ["limits, fewer of them", { ...GPU_JOB.spec, limits: { pinnedDeviceMemoryLimit: "4Gi" } }],
    [
      "template",
      { ...GPU_JOB.spec, template: { ...GPU_JOB.spec.template, metadata: { labels: { a: "b" } } } },
    ],
  ] as const;
  it.each(edits)("says that the Job is outdated after other %s", async (_, spec) => {
    const { job, status: before } = await created();
    const api = fakeApi(job);
    await reconcile({ ...gpuJob, spec, status: before }, api);
    expect(api.jobs()).toStrictEqual([]);
    const message = expect.stringContaining("delete it");
    expect(api.statuses()).toEqual([
      patchOf(status({ status: "False", reason: "Outdated", message })),
    ]);
  });

  it.each([
    ["nothing", {}],
    ["a GpuJob that was deleted", { ownerReferences: [{ uid: "before", controller: true }] }],
    ["it, but not as its controller", { ownerReferences: [{ uid: "u" }] }],
  ])("does not take a Job of its name for its own that belongs to %s", async (_, metadata) => {
    const api = fakeApi({
      metadata: { ...(JOB.metadata as object), ...{ ownerReferences: [] }, ...metadata },
    });
    await reconcile(gpuJob, api);
    expect(api.jobs()).toStrictEqual([]);
    const message = expect.stringContaining("belongs to something else");
    expect(api.statuses()).toEqual([
      patchOf(status({ status: "False", reason: "NameTaken", message })),
    ]);
  });

  it("keeps the time of the last transition while the outcome is the same", async () => {
    const { job } = await created();
    const api = fakeApi(job);
    const lastTransitionTime = "2026-01-01T00:00:00Z";
    const before = {
      type: "Accepted",
      status: "True",
      reason: "Old",
      message: "",
      observedGeneration: 2,
    };
    const conditions = [{ ...before, lastTransitionTime }] as never;
    await reconcile({ ...gpuJob, status: { conditions } }, api);
    const kept = { status: "True", reason: "JobCreated", message: "", lastTransitionTime };
    expect(api.statuses()).toEqual([patchOf(status(kept))]);
  });

  it("reads a Job that was created in the meantime, and fails for any other error", async () => {
    const failing = (code: number) => fakeApi(undefined, Object.assign(new Error("x"), { code }));
    const conflict = failing(409);
    await expect(reconcile(gpuJob, conflict)).rejects.toThrow("not found");
    const broken = failing(503);
    await expect(reconcile(gpuJob, broken)).rejects.toThrow("x");
    expect([...conflict.statuses(), ...broken.statuses()]).toStrictEqual([]);
  });
});

describe("the example controller", () => {
  const running: (() => unknown)[] = [];
  afterEach(async () => {
    for (const stop of running.splice(0).reverse()) await stop();
  });

  /** An API server with one GpuJob; each list fails as often as `failures` says. */
  async function start(failures: number, retryMs: number) {
    const asked: { method: string | undefined; url: string; type?: string; body?: unknown }[] = [];
    const watches = new Map<string, ServerResponse>();
    const lists = new Map<string, number>();
    const server = createServer(async (request: IncomingMessage, response) => {
      const body = await text(request);
      const { method, url = "" } = request;
      const [path = ""] = url.split("?");
      response.setHeader("content-type", "application/json");
      const answer = (code: number, object: object) => {
        response.statusCode = code;
        response.end(JSON.stringify(object));
      };
      if (method !== "GET") {
        const type = request.headers["content-type"] ?? "";
        asked.push({ method, url, type, body: JSON.parse(body) });
        return answer(200, JSON.parse(body));
      }
      if (path.endsWith("/train") || path.endsWith("/second")) return answer(404, {});
      if (url.includes("watch=true")) {
        watches.set(path, response);
        return void response.writeHead(200).flushHeaders(); // It stays open.
      }
      const count = (lists.get(path) ?? 0) + 1;
      lists.set(path, count);
      if (count <= failures) return answer(503, { message: "not yet" });
      const items = path.endsWith("gpujobs") ? [{ ...GPU_JOB, metadata: METADATA }] : [];
      answer(200, { kind: "List", metadata: { resourceVersion: "1" }, items });
    }).listen(0, "127.0.0.1");
    running.push(() => {
      server.closeAllConnections();
      server.close();
    });
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const kubeConfig = new KubeConfig();
    kubeConfig.loadFromClusterAndUser(
      { name: "test", server: `http://127.0.0.1:${port}`, skipTLSVerify: true },
      { name: "test" },
    );
    const log: Record<string, unknown>[] = [];
    running.push(await startController(kubeConfig, (entry) => log.push(entry), retryMs));
    const tell = async (path: string, type: string, object: object) => {
      await vi.waitFor(() => expect(watches.has(path)).toBe(true));
      watches.get(path)?.write(`${JSON.stringify({ type, object })}\n`);
    };
    return { asked, log, tell };
  }

  const reconciled = (name: string) => ({
    level: "info",
    message: "reconciled",
    gpuJob: `ml/${name}`,
  });
  const exchange = (name: string) => [
    {
      method: "POST",
      url: "/apis/batch/v1/namespaces/ml/jobs",
      type: "application/json",
      body: {
        ...JOB,
        metadata: {
          ...JOB.metadata,
          name,
          ownerReferences: [{ ...JOB.metadata.ownerReferences[0], name }],
        },
      },
    },
    {
      method: "PATCH",
      url: `/apis/example.com/v1/namespaces/ml/gpujobs/${name}/status`,
      type: "application/merge-patch+json",
      body: CREATED,
    },
  ];

  it("lists, watches, and creates missing Jobs", async () => {
    const { asked, log, tell } = await start(0, 60_000);
    const second = { ...GPU_JOB, metadata: { ...METADATA, name: "second", resourceVersion: "2" } };
    await tell("/apis/example.com/v1/gpujobs", "ADDED", second);
    await vi.waitFor(() => expect(log).toEqual([reconciled("train"), reconciled("second")]));
    expect(asked).toEqual([...exchange("train"), ...exchange("second")]);
  });

  it("creates a Job again when it is deleted", async () => {
    const { asked, log, tell } = await start(0, 60_000);
    await vi.waitFor(() => expect(log).toHaveLength(1));
    const job = { metadata: { name: "train", namespace: "ml" } };
    await tell("/apis/batch/v1/jobs", "ADDED", job);
    await tell("/apis/batch/v1/jobs", "DELETED", job);
    await vi.waitFor(() => expect(log).toHaveLength(2));
    expect(asked).toEqual([...exchange("train"), ...exchange("train")]);
  });

  it("tries again if the first list fails", async () => {
    const { asked, log } = await start(2, 10);
    await vi.waitFor(() => expect(log).toContainEqual(reconciled("train")));
    const failures = log.filter(({ message }) => message === "will watch again");
    expect(failures.map(({ what }) => what).sort()).toStrictEqual([
      "gpuJobs",
      "gpuJobs",
      "jobs",
      "jobs",
    ]);
    expect(asked).toEqual(exchange("train"));
  });

  it("does not let the process end before it has tried again", async () => {
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout");
    const before = timers().length;
    await start(2, 3_600_000);
    expect(timers().length).toBeGreaterThanOrEqual(before + 2);
    await running.pop()?.();
    expect(timers().length).toBeLessThan(before + 2);
  });
});
