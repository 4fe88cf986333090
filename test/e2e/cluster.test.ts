import { execFile, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { KubeConfig } from "@kubernetes/client-node";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { startController } from "../../docs/examples/controller/controller.mjs";
import { createWebhook } from "../../docs/examples/webhook/webhook.mjs";
import { selfSignedCertificate } from "../helpers/self-signed-certificate.ts";
import { ControlPlane } from "./control-plane.ts";
import { Service } from "./service.ts";
import { waitFor } from "./wait-for.ts";

const ASSETS = process.env["KUBEBUILDER_ASSETS"];
const EXAMPLES = fileURLToPath(new URL("../../docs/examples/", import.meta.url));
const CONFIGURATIONS = "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations";
const LIMITS = { pinnedDeviceMemoryLimit: "4Gi", activeThreadPercentage: 50 };
const PODS = "/api/v1/namespaces/ml/pods";
/** What the scripts of the example call. */
const TOOLS = ["kubectl", "openssl"].filter((tool) => spawnSync(tool, ["version"]).error);
/** The first with `matchConditions`, and long after `policy/v1`. */
const OLDEST_MINOR = 28;

describe.skipIf(!ASSETS)("a real API server", () => {
  let plane: ControlPlane;

  beforeAll(async () => {
    plane = await ControlPlane.start(ASSETS as string);
    const metadata = { name: "ml" };
    await create("/api/v1/namespaces", { apiVersion: "v1", kind: "Namespace", metadata });
  });
  afterAll(() => plane?.stop());
  beforeEach(async ({ skip, onTestFailed }) => {
    const { gitVersion, minor } = await plane.version();
    if (minor < OLDEST_MINOR) skip(`${gitVersion} is older than 1.${OLDEST_MINOR}`);
    onTestFailed(() => console.error(plane.logs()));
  });

  const get = async (path: string) => (await plane.api.send("GET", path)).body;
  const post = (path: string, object: object) => plane.api.send("POST", path, object);
  const create = async (path: string, object: object) => {
    const reply = await post(path, object);
    expect(reply).toMatchObject({ status: 201 });
    return reply;
  };
  const createAll = async (file: string) => {
    for (const document of parseAllDocuments(readFileSync(EXAMPLES + file, "utf8"))) {
      const object = document.toJS();
      await create(collectionOf(object), object);
    }
  };
  /** Runs a program as the administrator; `code` 0 means success. */
  const run = (program: string, args: readonly string[], env: Record<string, string> = {}) =>
    new Promise<{ code: number; output: string }>((resolve) => {
      const options = { env: { ...process.env, KUBECONFIG: plane.kubeconfig(), ...env } };
      execFile(program, args, options, (error, out, problems) =>
        resolve({ code: error === null ? 0 : Number(error.code), output: out + problems }),
      );
    });

  describe("with the registration of the example webhook", () => {
    const tls = selfSignedCertificate();
    const log: Record<string, unknown>[] = [];
    const service = new Service();
    let replica: ReturnType<typeof createWebhook>;

    async function startReplica(settings: Partial<Parameters<typeof createWebhook>[0]> = {}) {
      const webhook = createWebhook({
        ...tls,
        resolve: () => LIMITS,
        ...settings,
        log: (entry) => log.push(entry),
      });
      webhook.server.listen(0, "127.0.0.1");
      await once(webhook.server, "listening");
      return webhook;
    }
    const direct = (to: typeof replica) => {
      replica = to;
      service.target = (to.server.address() as AddressInfo).port;
    };

    beforeAll(async () => {
      direct(await startReplica());
      const url = `https://127.0.0.1:${await service.listen()}/mutate`;
      const example = parse(readFileSync(`${EXAMPLES}webhook/registration.yaml`, "utf8"));
      const [webhook] = example.webhooks;
      const clientConfig = { url, caBundle: Buffer.from(tls.cert).toString("base64") };
      const webhooks = [{ ...webhook, clientConfig, timeoutSeconds: 30 }];
      await create(CONFIGURATIONS, { ...example, webhooks });
      await waitFor("the API server to ask the webhook", 30_000, async () => {
        const { body } = await post(`${PODS}?dryRun=All`, pod("probe", gpu("1")));
        return body.spec?.containers[0].env !== undefined;
      });
    });
    afterAll(async () => {
      await plane?.api.send("DELETE", `${CONFIGURATIONS}/kube-mps`);
      service.close();
      await replica?.stop(0, 1000);
    });
    beforeEach(() => {
      log.length = 0;
    });

    it("asks about Pods that use a GPU, and about no other", async () => {
      const container = (resources: object) => ({
        name: "main",
        image: "example.com/a:1",
        resources,
      });
      const withInit = (resources: object) => ({
        ...pod("init", {}),
        spec: {
          ...pod("init", {}).spec,
          initContainers: [{ ...container(resources), name: "init" }],
        },
      });
      const annotated = (annotations: object) => ({
        ...pod("annotated", {}),
        metadata: { name: "annotated", annotations },
      });
      const asks = async (object: object) => {
        log.length = 0;
        await create(`${PODS}?dryRun=All`, object);
        return log.length > 0;
      };
      for (const name of [
        "nvidia.com/gpu",
        "nvidia.com/gpu.shared",
        "nvidia.com/mig-1g.5gb",
        "deviceclass.resource.kubernetes.io/gpu.nvidia.com",
        "deviceclass.resource.kubernetes.io/mig.nvidia.com",
      ]) {
        expect([name, await asks(pod("gpu", { limits: { [name]: "1" } }))]).toStrictEqual([
          name,
          true,
        ]);
      }
      expect(await asks(withInit(gpu("1")))).toBe(true);
      expect(await asks(annotated({ "gpu-fraction": "0.5" }))).toBe(true);
      expect(await asks(annotated({ "gpu-memory": "4096" }))).toBe(true);

      expect(await asks(pod("cpu", {}))).toBe(false);
      expect(await asks(pod("cpu", { limits: { cpu: "1", "example.com/fpga": "1" } }))).toBe(false);
      expect(await asks(withInit({ requests: { memory: "1Gi" } }))).toBe(false);
      expect(await asks(annotated({ note: "gpu-fraction" }))).toBe(false);
    });

    it("loses no review of a flood of large Pods", async () => {
      const before = replica;
      const resolve = async () => {
        await new Promise((done) => setTimeout(done, 100));
        return LIMITS;
      };
      direct(await startReplica({ resolve, maxBytesInFlight: 6_000_000, waitMs: 50 }));
      await before.stop(200, 5000);
      // An idle connection that ends just when it is used again loses its review: HTTP/1.1 cannot say so.
      await new Promise((resolve) => setTimeout(resolve, 200));
      // A Pod may not have so many annotations, but that is found only after the webhook was asked.
      const annotations = { padding: "x".repeat(2_500_000) };
      const statuses = await Promise.all(
        Array.from({ length: 30 }, async (_, index) => {
          const object = {
            ...pod("large", gpu("1")),
            metadata: { name: `large-${index}`, annotations },
          };
          const { status, body } = await post(`${PODS}?dryRun=All`, object);
          return `${status} ${body.reason}: ${body.details?.causes?.[0]?.field}`;
        }),
      );
      expect(new Set(statuses)).toStrictEqual(new Set(["422 Invalid: metadata.annotations"]));
      const refused = log.filter(({ reason }) => reason === "overloaded").length;
      console.log(`30 of 30 large reviews were answered, after ${refused} refusals`);
      expect(refused).toBeGreaterThan(0);
    });

    it("loses no review in 10 stops of a replica", async () => {
      let done = false;
      const outcomes = { created: 0, others: [] as string[] };
      const client = async () => {
        while (!done) {
          const { status, body } = await post(`${PODS}?dryRun=All`, pod("roll", gpu("1")));
          if (status === 201 && body.spec.containers[0].env !== undefined) outcomes.created++;
          else outcomes.others.push(`${status} ${body.message}`);
        }
      };
      const clients = Array.from({ length: 8 }, client);
      for (let stops = 0; stops < 10; stops++) {
        const old = replica;
        const next = await startReplica();
        const stopped = old.stop(500, 5000);
        await new Promise((resolve) => setTimeout(resolve, 50));
        direct(next);
        await stopped;
      }
      done = true;
      await Promise.all(clients);
      console.log(`${outcomes.created} reviews in 10 stops, ${outcomes.others.length} lost`);
      expect(outcomes.others).toStrictEqual([]);
      expect(outcomes.created).toBeGreaterThan(100);
    });

    it("creates Pods without a GPU, and no other, while no replica answers", async () => {
      const target = service.target;
      onTestFinished(() => {
        service.target = target;
      });
      // Connections that are open would still lead there.
      await replica.stop(0, 1000);
      await create(`${PODS}?dryRun=All`, pod("cpu", {}));
      const { status, body } = await post(`${PODS}?dryRun=All`, pod("gpu", gpu("1")));
      expect([status, body.message]).toStrictEqual([
        500,
        expect.stringContaining('failed calling webhook "mps.kube-mps.example.com"'),
      ]);
    });
  });

  describe("with the manifests of the example webhook", () => {
    beforeEach(({ skip }) => {
      if (TOOLS.length > 0) skip(`there is no ${TOOLS.join(" and no ")}`);
    });

    it("refuses the registration without a CA", async () => {
      const { code, output } = await run("kubectl", [
        "apply",
        "--filename",
        `${EXAMPLES}webhook/registration.yaml`,
      ]);
      expect([code, output]).toStrictEqual([1, expect.stringContaining("illegal base64")]);
      expect((await get(CONFIGURATIONS)).items).toStrictEqual([]);
    });

    it("takes all of them, and a registration that does not work is taken back", async () => {
      const folder = mkdtempSync(join(tmpdir(), "kube-mps-e2e-"));
      onTestFinished(() => rmSync(folder, { recursive: true }));
      cpSync(`${EXAMPLES}webhook`, folder, {
        recursive: true,
        filter: (path) => !path.includes("node_modules"),
      });
      const overlay = join(folder, "overlays/self-signed");
      const register = () => run(join(folder, "register.sh"), [], { TIMEOUT: "1s", SETTLE: "1" });
      expect(await run(join(overlay, "certificate.sh"), [])).toMatchObject({ code: 0 });
      expect(await run("kubectl", ["apply", "--kustomize", overlay])).toMatchObject({ code: 0 });

      // Without a kubelet no replica gets ready.
      expect(await register()).toMatchObject({ code: 1 });
      expect((await get(CONFIGURATIONS)).items).toStrictEqual([]);

      const path = "/apis/apps/v1/namespaces/kube-mps/deployments/kube-mps-webhook";
      const { spec, metadata } = await get(path);
      const replicas = spec.replicas;
      const ready = { observedGeneration: metadata.generation, replicas };
      const status = {
        ...ready,
        updatedReplicas: replicas,
        readyReplicas: replicas,
        availableReplicas: replicas,
      };
      const merge = "application/merge-patch+json";
      const patched = await plane.api.send("PATCH", `${path}/status`, { status }, merge);
      expect(patched.status).toBe(200);
      // Without a network no request of the API server gets to a Service.
      expect(await register()).toStrictEqual({
        code: 1,
        output: expect.stringContaining("the registration was taken back"),
      });
      expect((await get(CONFIGURATIONS)).items).toStrictEqual([]);

      // The namespace is restricted, and takes their Pods.
      const { template } = spec;
      const replica = { ...template, apiVersion: "v1", kind: "Pod", metadata: { name: "replica" } };
      const pods = "/api/v1/namespaces/kube-mps/pods?dryRun=All";
      expect((await create(pods, replica)).warnings).toStrictEqual([]);
      const open = { ...pod("open", {}), metadata: { name: "open" } };
      expect(await post(pods, open)).toMatchObject({ status: 403 });
    });
  });

  describe("with the example controller", () => {
    it("lets it do what its role allows, and shows in the status how it went", async () => {
      await createAll("controller/crd.yaml");
      await create("/api/v1/namespaces", {
        apiVersion: "v1",
        kind: "Namespace",
        metadata: { name: "kube-mps" },
      }).catch(() => {});
      await createAll("controller/rbac.yaml");
      const kubeConfig = new KubeConfig();
      kubeConfig.loadFromFile(
        plane.kubeconfig("system:serviceaccount:kube-mps:gpu-job-controller"),
      );
      const log: object[] = [];
      // The new kind and the new role take a moment.
      const stop = await startController(kubeConfig, (entry) => log.push(entry), 500);
      onTestFinished(stop);

      const gpuJobs = "/apis/example.com/v1/namespaces/ml/gpujobs";
      const jobs = "/apis/batch/v1/namespaces/ml/jobs";
      const example = parse(readFileSync(`${EXAMPLES}controller/gpu-job.yaml`, "utf8"));
      const conditionOf = async (name: string) =>
        (await get(`${gpuJobs}/${name}`)).status?.conditions?.[0];
      const reason = (name: string, expected: string) =>
        vi.waitFor(
          async () => expect(await conditionOf(name)).toMatchObject({ reason: expected }),
          {
            timeout: 20_000,
            interval: 100,
          },
        );
      await waitFor(
        "the new kind",
        20_000,
        async () => (await post(gpuJobs, example)).status === 201,
      );
      await reason("train", "JobCreated");
      const envOf = async () =>
        (await get(`${jobs}/train`)).spec.template.spec.containers[0].env.map(
          ({ value }: { value: string }) => value,
        );
      expect(await envOf()).toStrictEqual(["0=4096M", "50"]);

      const merge = "application/merge-patch+json";
      const limits = { activeThreadPercentage: 20 };
      const edited = { spec: { limits: { ...limits, pinnedDeviceMemoryLimit: null } } };
      await plane.api.send("PATCH", `${gpuJobs}/train`, edited, merge);
      await reason("train", "Outdated");
      expect(await envOf()).toStrictEqual(["0=4096M", "50"]);
      await plane.api.send("DELETE", `${jobs}/train?propagationPolicy=Background`);
      await reason("train", "JobCreated");
      expect(await envOf()).toStrictEqual(["20"]);

      const template = { spec: { ...pod("", {}).spec, restartPolicy: "Never" } };
      const foreign = { name: "foreign", namespace: "ml" };
      await create(jobs, {
        apiVersion: "batch/v1",
        kind: "Job",
        metadata: foreign,
        spec: { template },
      });
      await create(gpuJobs, { ...example, metadata: foreign });
      await reason("foreign", "NameTaken");
      await create(gpuJobs, {
        ...example,
        metadata: { name: "invalid", namespace: "ml" },
        spec: { ...example.spec, limits: { activeThreadPercentage: 500 } },
      });
      await reason("invalid", "Invalid");
      expect(await conditionOf("invalid")).toMatchObject({
        status: "False",
        message: expect.stringContaining("[threads/range]"),
      });
    });
  });
});

const gpu = (count: string) => ({ limits: { "nvidia.com/gpu": count } });

function pod(name: string, resources: object) {
  const containers = [{ name: "main", image: "example.com/train:1", resources }];
  return { apiVersion: "v1", kind: "Pod", metadata: { name }, spec: { containers } };
}

/** Where an object is created. */
function collectionOf({
  apiVersion,
  kind,
  metadata,
}: {
  apiVersion: string;
  kind: string;
  metadata: { namespace?: string };
}) {
  const group = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const namespace = metadata.namespace === undefined ? "" : `/namespaces/${metadata.namespace}`;
  return `${group}${namespace}/${kind.toLowerCase()}s`;
}
