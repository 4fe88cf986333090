import { unwrap } from "kube-mps";
import { explainLimits } from "kube-mps/explain";
import { describe, expect, it } from "vitest";
import { explained, MPS_NODE, node, podWith } from "../../helpers/explained.ts";
import { type Manifest, type pod, THREADS } from "../../helpers/manifests.ts";

const GKE = node({
  "cloud.google.com/gke-gpu-sharing-strategy": "mps",
  "cloud.google.com/gke-max-shared-clients-per-gpu": "10",
});

/** The reasons for a pod on an MPS node, without those that every such pod has. */
function reasonsFor(object: unknown, on = MPS_NODE): readonly string[] {
  const { reasons } = explained(object, { node: on });
  return reasons.filter((code) => code !== "derived" && code !== "several-processes");
}

function withSpec(object: ReturnType<typeof pod>, spec: Manifest) {
  return { ...object, spec: { ...object.spec, ...spec } };
}

function mounting(mountPath: string, volume: Manifest, env = {}) {
  const object = podWith(env, { volumeMounts: [{ name: "v", mountPath }] });
  return withSpec(object, { volumes: [{ name: "v", ...volume }] });
}

const PIPE = "CUDA_MPS_PIPE_DIRECTORY";

describe("the pipe directory", () => {
  it.each([
    ["as the device plugin sets it", "/mps/nvidia.com/gpu/pipe", []],
    ["with a slash at its end", "/mps/nvidia.com/gpu/pipe/", []],
    ["of another resource", "/mps/nvidia.com/gpu.shared/pipe", ["pipe-directory"]],
    ["of a daemon elsewhere", "/tmp/nvidia-mps", ["pipe-directory"]],
    ["empty", "", ["pipe-directory"]],
    ["from another variable", "$(DIRECTORY)", ["unknown-value"]],
  ])("%s: %s", (_, value, reasons) => {
    expect(reasonsFor(podWith({ [PIPE]: value }))).toEqual(reasons);
  });

  it("is not known if Kubernetes supplies it", () => {
    const env = [{ name: PIPE, valueFrom: { configMapKeyRef: { name: "a", key: "b" } } }];
    expect(reasonsFor(podWith({}, { env }))).toEqual(["unknown-value"]);
  });

  it("may be that of a daemon of its own, if the pod mounts it", () => {
    const volume = { hostPath: { path: "/run/mps" } };
    const object = mounting("/run/mps/", volume, { [PIPE]: "/run/mps/pipe" });
    expect(reasonsFor(object)).toEqual(["own-daemon"]);
    const other = mounting("/run/m", volume, { [PIPE]: "/run/mps/pipe" });
    expect(reasonsFor(other)).toEqual(["pipe-directory"]);
  });

  it("is not mounted by a mount without a path", () => {
    const object = podWith({ [PIPE]: "/tmp/mps" }, { volumeMounts: [{ name: "v" }] });
    expect(reasonsFor(object)).toEqual(["pipe-directory"]);
  });

  it("voids every limit if it is another", () => {
    expect(explained(podWith({ [PIPE]: "/a", [THREADS]: "5" }), { node: MPS_NODE })).toEqual({
      memoryMiB: undefined,
      threads: 100,
      setBy: { memory: "none", threads: "none" },
      enforced: "no",
      reasons: ["pipe-directory"],
    });
  });

  it("is the default on GKE", () => {
    const at = (value: string) => withSpec(podWith({ [PIPE]: value }), { hostIPC: true });
    expect(reasonsFor(at("/tmp/nvidia-mps"), GKE)).not.toContain("pipe-directory");
    expect(reasonsFor(at("/mps"), GKE)).toContain("pipe-directory");
  });
});

describe("shared memory", () => {
  it("is in doubt where a volume of the pod is in place of that of the device plugin", () => {
    expect(reasonsFor(mounting("/dev/shm", { emptyDir: {} }))).toEqual(["shared-memory"]);
    expect(reasonsFor(mounting("/dev/shm/", { hostPath: { path: "/dev/shm" } }))).toEqual([
      "shared-memory",
    ]);
    expect(reasonsFor(mounting("/dev/shmem", { emptyDir: {} }))).toEqual([]);
  });

  it("is in doubt on GKE without hostIPC", () => {
    expect(reasonsFor(podWith(), GKE)).toContain("host-ipc");
    expect(reasonsFor(withSpec(podWith(), { hostIPC: true }), GKE)).not.toContain("host-ipc");
    const shared = mounting("/dev/shm", { hostPath: { path: "/dev/shm" } });
    expect(reasonsFor(shared, GKE)).not.toContain("host-ipc");
  });
});

describe("the security context", () => {
  it.each<[what: string, context: Manifest, ofPod: Manifest, reasons: string[]]>([
    ["root", { runAsUser: 0 }, {}, []],
    ["a user", { runAsUser: 1000 }, {}, ["user"]],
    ["a user of the pod", {}, { runAsUser: 1000 }, ["user"]],
    ["root in place of the user of the pod", { runAsUser: 0 }, { runAsUser: 1000 }, []],
    ["privileged", { privileged: true }, {}, ["privileged"]],
    ["text", { runAsUser: "root", privileged: "true" }, {}, []],
  ])("%s", (_, securityContext, ofPod, reasons) => {
    const object = podWith({}, { securityContext });
    expect(reasonsFor(withSpec(object, { securityContext: ofPod }))).toEqual(reasons);
  });
});

it("points at the field to change, with the value if there is one", () => {
  const object = podWith({}, { securityContext: { privileged: true } });
  const spec = { ...object.spec, securityContext: { runAsUser: 5 } };
  const [limits] = unwrap(explainLimits({ ...object, spec }, { node: GKE }));
  const shown = limits?.reasons.filter(({ code }) => /privileged|user|host-ipc/.test(code));
  expect(shown?.map(({ code, path, suggestion }) => [code, path.join("/"), suggestion])).toEqual([
    ["explain/privileged", "spec/containers/0/securityContext/privileged", { value: false }],
    ["explain/host-ipc", "spec/hostIPC", { value: true }],
    ["explain/user", "spec/securityContext/runAsUser", undefined],
  ]);
  const own = podWith({}, { securityContext: { runAsUser: 5 } });
  const [other] = unwrap(explainLimits(own, { node: GKE }));
  expect(other?.reasons.find(({ code }) => code === "explain/user")?.path).toEqual([
    "spec",
    "containers",
    0,
    "securityContext",
    "runAsUser",
  ]);
});

describe("visible devices", () => {
  it.each([
    ["NVIDIA_VISIBLE_DEVICES", "all", ["nvidia-visible-devices"]],
    ["NVIDIA_VISIBLE_DEVICES", "GPU-1", ["nvidia-visible-devices"]],
    ["NVIDIA_VISIBLE_DEVICES", "void", []],
    ["CUDA_VISIBLE_DEVICES", "0", ["cuda-visible-devices"]],
    ["CUDA_VISIBLE_DEVICES", "$(DEVICES)", ["unknown-value"]],
  ])("%s=%s", (name, value, reasons) => {
    expect(reasonsFor(podWith({ [name]: value }))).toEqual(reasons);
  });
});
