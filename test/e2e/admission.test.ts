import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { unwrap } from "kube-mps";
import { compileAdmissionOptions } from "kube-mps/admission";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { createWebhook } from "../../docs/examples/webhook/webhook.mjs";
import { selfSignedCertificate } from "../helpers/self-signed-certificate.ts";
import { ControlPlane } from "./control-plane.ts";
import { waitFor } from "./wait-for.ts";

const ASSETS = process.env["KUBEBUILDER_ASSETS"];
const CONFIGURATION = new URL("../../docs/examples/webhook/registration.yaml", import.meta.url);

const LIMITS = { pinnedDeviceMemoryLimit: "4Gi", activeThreadPercentage: 50 };
const ENV = [
  { name: "CUDA_MPS_PINNED_DEVICE_MEM_LIMIT", value: "0=4096M" },
  { name: "CUDA_MPS_ACTIVE_THREAD_PERCENTAGE", value: "50" },
];
const DENIED = 'admission webhook "mps.kube-mps.example.com" denied the request: ';

describe.skipIf(!ASSETS)("a real API server with the example webhook", () => {
  const log: Record<string, unknown>[] = [];
  let plane: ControlPlane;
  let webhook: ReturnType<typeof createWebhook>;

  beforeAll(async () => {
    const tls = selfSignedCertificate();
    webhook = createWebhook({
      ...tls,
      resolve: ({ namespace }) =>
        namespace === "broken" ? { activeThreadPercentage: 101 } : LIMITS,
      options: unwrap(compileAdmissionOptions({ patchOnUpdate: ["Deployment"] })),
      log: (entry) => log.push(entry),
    });
    webhook.server.listen(0, "127.0.0.1");
    await once(webhook.server, "listening");
    const { port } = webhook.server.address() as AddressInfo;
    plane = await ControlPlane.start(ASSETS as string);
    await register(`https://127.0.0.1:${port}/mutate`, tls.cert).catch((error: Error) => {
      throw new Error(`${error.message}\n${plane.logs()}`);
    });
  });

  async function register(url: string, ca: string): Promise<void> {
    for (const name of ["ml", "broken", "crowd"]) {
      await create("/api/v1/namespaces", {
        apiVersion: "v1",
        kind: "Namespace",
        metadata: { name },
      });
    }
    await create(
      "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations",
      configuration(url, ca),
    );
    await waitFor("the API server to ask the webhook", 30_000, async () => {
      const probe = await post("/api/v1/namespaces/ml/pods?dryRun=All", pod("probe"));
      return probe.body.spec?.containers[0].env !== undefined;
    });
  }

  afterAll(async () => {
    await plane?.stop();
    await webhook.stop(0, 1000);
  });

  beforeEach(({ onTestFailed }) => {
    log.length = 0;
    onTestFailed(() => {
      console.error(plane.logs(), JSON.stringify(log.slice(-20), undefined, 1));
    });
  });

  const get = async (path: string) => (await plane.api.send("GET", path)).body;
  const post = (path: string, object: object) => plane.api.send("POST", path, object);
  const create = async (path: string, object: object) => {
    const reply = await post(path, object);
    expect(reply).toMatchObject({ status: 201 });
    return reply;
  };

  it("stores a Pod with its limits", async () => {
    await create("/api/v1/namespaces/ml/pods", pod("single"));
    const stored = await get("/api/v1/namespaces/ml/pods/single");
    expect(stored.spec.containers[0].env).toStrictEqual(ENV);
  });

  it("stores a Deployment and a Job with their limits", async () => {
    await create("/apis/apps/v1/namespaces/ml/deployments", deployment("serve"));
    await create("/apis/batch/v1/namespaces/ml/jobs", job("train"));
    for (const path of [
      "apps/v1/namespaces/ml/deployments/serve",
      "batch/v1/namespaces/ml/jobs/train",
    ]) {
      const { spec } = await get(`/apis/${path}`);
      expect(spec.template.spec.containers[0].env).toStrictEqual(ENV);
    }
  });

  it("answers a dry run with the limits, and stores nothing", async () => {
    for (const [path, object] of [
      ["/api/v1/namespaces/ml/pods", pod("dry")],
      ["/apis/apps/v1/namespaces/ml/deployments", deployment("dry")],
    ] as const) {
      const { body } = await create(`${path}?dryRun=All`, object);
      const { containers } = body.spec.template?.spec ?? body.spec;
      expect(containers[0].env).toStrictEqual(ENV);
      expect(await get(`${path}/dry`)).toMatchObject({ kind: "Status", code: 404 });
    }
    expect(log).toMatchObject([{ dryRun: true }, { dryRun: true }]);
  });

  it("rejects an invalid workload, with our message and fields", async () => {
    // The API server gives a Pod the requests that its limits imply before it asks.
    const causes = ["limits", "requests"].map((field) => ({
      reason: "gpu/quantity",
      field: `spec.containers[0].resources.${field}[nvidia.com/gpu]`,
    }));
    const { status, body } = await post("/api/v1/namespaces/ml/pods", pod("half", "0.5"));
    expect([status, body.reason]).toStrictEqual([422, "Invalid"]);
    expect(body.message).toMatch(
      new RegExp(`^${DENIED}Pod "half" in namespace "ml" is rejected: .*gpu/quantity\\]$`, "s"),
    );
    expect(body.details).toMatchObject({ name: "half", kind: "Pod", causes });
    expect(await get("/api/v1/namespaces/ml/pods/half")).toMatchObject({ code: 404 });
  });

  it("rejects an invalid config, but only for a GPU", async () => {
    const { status, body } = await post("/api/v1/namespaces/broken/pods", pod("gpu"));
    expect([status, body.details.causes]).toMatchObject([
      422,
      [{ reason: "threads/range", field: "activeThreadPercentage" }],
    ]);
    await create("/api/v1/namespaces/broken/pods", pod("cpu", "0"));
  });

  it("does not change a Pod without a GPU", async () => {
    await create("/api/v1/namespaces/ml/pods", pod("cpu", "0"));
    const { spec } = await get("/api/v1/namespaces/ml/pods/cpu");
    expect(spec.containers[0].env).toBeUndefined();
    expect(log).toMatchObject([{ name: "cpu", result: "unchanged" }]);
  });

  it("does not change a Pod that has its limits", async () => {
    await create("/api/v1/namespaces/ml/pods", pod("first"));
    const { spec } = await get("/api/v1/namespaces/ml/pods/first");
    await create("/api/v1/namespaces/ml/pods", { ...pod("second"), spec });
    const second = await get("/api/v1/namespaces/ml/pods/second");
    expect(second.spec).toStrictEqual(spec);
    expect(log).toMatchObject([
      { name: "first", result: "patched" },
      { name: "second", result: "unchanged" },
    ]);
  });

  it("passes warnings on to the client", async () => {
    const { warnings } = await create("/api/v1/namespaces/ml/pods", pod("two", "2"));
    expect(warnings).toStrictEqual([expect.stringMatching(/\[gpu\/count-is-replicas\]$/)]);
  });

  it("patches an update only if it changes the pod template", async () => {
    const path = "/apis/apps/v1/namespaces/ml/deployments/late";
    await create(path.slice(0, path.lastIndexOf("/")), deployment("late", "0"));
    const merge = async (spec: object) => {
      const type = "application/merge-patch+json";
      expect(await plane.api.send("PATCH", path, { spec }, type)).toMatchObject({ status: 200 });
      return (await get(path)).spec.template.spec.containers[0].env;
    };
    expect(await merge({ replicas: 2 })).toBeUndefined();
    expect(await merge({ template: { spec: podSpec("1") } })).toStrictEqual(ENV);
    expect(log).toMatchObject([
      { operation: "CREATE", result: "unchanged" },
      { operation: "UPDATE", result: "skipped", reason: "update" },
      { operation: "UPDATE", result: "patched" },
    ]);
  });

  it("stores 200 Pods created at once", async () => {
    const names = Array.from(
      { length: 200 },
      (_, index) => `pod-${String(index).padStart(3, "0")}`,
    );
    const replies = await Promise.all(
      names.map((name) => post("/api/v1/namespaces/crowd/pods", pod(name))),
    );
    expect(new Set(replies.map(({ status }) => status))).toStrictEqual(new Set([201]));
    const { items } = await get("/api/v1/namespaces/crowd/pods");
    const stored = items.map(
      (item: ReturnType<typeof pod> & { spec: { containers: { env: unknown }[] } }) => [
        item.metadata.name,
        item.spec.containers[0]?.env,
      ],
    );
    expect(stored).toStrictEqual(names.map((name) => [name, ENV]));
    expect(log.map(({ name }) => name).sort()).toStrictEqual(names);
  });
});

/** The configuration of the example, with a URL, and with rules for Deployments and Jobs. */
function configuration(url: string, ca: string): object {
  const example = parse(readFileSync(CONFIGURATION, "utf8"));
  const [webhook] = example.webhooks;
  const operations = ["CREATE", "UPDATE"];
  const rules = [
    ...webhook.rules,
    { apiGroups: ["apps"], apiVersions: ["v1"], operations, resources: ["deployments"] },
    { apiGroups: ["batch"], apiVersions: ["v1"], operations, resources: ["jobs"] },
  ];
  const clientConfig = { url, caBundle: Buffer.from(ca).toString("base64") };
  // Its 5 seconds may not be enough on a busy machine.
  return { ...example, webhooks: [{ ...webhook, clientConfig, rules, timeoutSeconds: 30 }] };
}

function podSpec(gpus: string) {
  const limits = { "nvidia.com/gpu": gpus };
  return { containers: [{ name: "main", image: "example.com/train:1", resources: { limits } }] };
}

function pod(name: string, gpus = "1") {
  return { apiVersion: "v1", kind: "Pod", metadata: { name }, spec: podSpec(gpus) };
}

function deployment(name: string, gpus = "1") {
  const labels = { app: name };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: podSpec(gpus) },
    },
  };
}

function job(name: string) {
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name },
    spec: { template: { spec: { ...podSpec("1"), restartPolicy: "Never" } } },
  };
}
