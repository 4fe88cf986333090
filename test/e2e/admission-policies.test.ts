import { unwrap } from "kube-mps";
import { toMutatingAdmissionPolicy, toValidatingAdmissionPolicy } from "kube-mps/admission";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ControlPlane } from "./control-plane.ts";
import { waitFor } from "./wait-for.ts";

const ASSETS = process.env["KUBEBUILDER_ASSETS"];
const GROUP = "/apis/admissionregistration.k8s.io/v1";

const LIMITS = { pinnedDeviceMemoryLimit: "4Gi", activeThreadPercentage: 50 };
const ENV = [
  { name: "CUDA_MPS_PINNED_DEVICE_MEM_LIMIT", value: "0=4096M" },
  { name: "CUDA_MPS_ACTIVE_THREAD_PERCENTAGE", value: "50" },
];

/** A policy applies in the namespace of its name. */
const inNamespace = (name: string) => ({
  name,
  namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } },
});

function pod(name: string, gpus = "1", env?: object[]) {
  const resources = { limits: { "nvidia.com/gpu": gpus } };
  const spec = { containers: [{ name: "main", image: "cuda:13", env, resources }] };
  return { apiVersion: "v1", kind: "Pod", metadata: { name }, spec };
}

describe.skipIf(!ASSETS)("a real API server with generated policies", () => {
  let plane: ControlPlane;

  const post = (path: string, object: object) => plane.api.send("POST", path, object);
  const dryRun = (namespace: string, object: object) =>
    post(`/api/v1/namespaces/${namespace}/pods?dryRun=All`, object);

  beforeAll(async () => {
    plane = await ControlPlane.start(ASSETS as string);
    for (const name of ["write", "guard"]) {
      await post("/api/v1/namespaces", { apiVersion: "v1", kind: "Namespace", metadata: { name } });
    }
  });

  afterAll(async () => {
    await plane?.stop();
  });

  it("rejects GPU pods without limits, and no others", async () => {
    const [policy, binding] = unwrap(toValidatingAdmissionPolicy(LIMITS, inNamespace("guard")));
    const policies = await post(`${GROUP}/validatingadmissionpolicies`, policy);
    const bindings = await post(`${GROUP}/validatingadmissionpolicybindings`, binding);
    expect([policies.status, bindings.status]).toEqual([201, 201]);
    await waitFor("the guard to reject", 30_000, async () => {
      return (await dryRun("guard", pod("bare"))).status === 422;
    });
    const { body } = await dryRun("guard", pod("bare"));
    expect(body.message).toContain("no MPS limits on main");
    expect((await dryRun("guard", pod("limited", "1", ENV))).status).toBe(201);
    expect((await dryRun("guard", pod("cpu", "0"))).status).toBe(201);
  });

  it("stores GPU pods with their limits, where it has mutating policies", async ({ skip }) => {
    const [policy, binding] = unwrap(toMutatingAdmissionPolicy(LIMITS, inNamespace("write")));
    const policies = await post(`${GROUP}/mutatingadmissionpolicies`, policy);
    skip(policies.status === 404, "this API server has no MutatingAdmissionPolicy v1: 1.36 has");
    const bindings = await post(`${GROUP}/mutatingadmissionpolicybindings`, binding);
    expect([policies.status, bindings.status]).toEqual([201, 201]);
    await waitFor("the policy to write", 30_000, async () => {
      const { body } = await dryRun("write", pod("probe"));
      return body.spec?.containers[0].env !== undefined;
    });
    const other = { name: "A", value: "1" };
    const old = [{ name: "CUDA_MPS_ACTIVE_THREAD_PERCENTAGE", value: "90" }, other];
    const { body } = await dryRun("write", pod("train", "1", old));
    expect(body.spec.containers[0].env).toEqual([other, ...ENV]);
    const plain = await dryRun("write", pod("cpu", "0"));
    expect(plain.body.spec.containers[0].env).toBeUndefined();
  });
});
