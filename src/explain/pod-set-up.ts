import { indexOfGivenDevices } from "../find/near-misses.ts";
import { objectAt, objectsAt } from "../kubernetes/object-at.ts";
import { lastItem } from "../limits/last-item.ts";
import { RUNTIME_DEVICES, VISIBLE_DEVICES } from "../limits/mps-variables.ts";
import { countVisible } from "../limits/visible-devices.ts";
import { received } from "../result/received.ts";
import { type SetUpBy, type Site, textOf } from "./context.ts";
import type { Reason } from "./effective-limits.ts";
import { explainFacts, newReason, type ReasonCode } from "./new-reason.ts";

const PIPE_DIRECTORY = "CUDA_MPS_PIPE_DIRECTORY";
const DEFAULT_PIPE = "/tmp/nvidia-mps";
const SHARED_MEMORY = "/dev/shm";

/** Whether a daemon is reached, as far as reasons tell: `undefined` if one of them is in doubt. */
export function isSetUp(reasons: readonly Reason[]): boolean | undefined {
  if (reasons.some(({ effect }) => effect === "voids")) return false;
  return reasons.some(({ code }) => explainFacts(code as ReasonCode).isDoubt) ? undefined : true;
}

/** Whether the pod mounts a directory of the host where CUDA looks for the daemon. */
export function hasPipeMount(site: Site): boolean {
  const pipe = pipeOf(site)?.value ?? DEFAULT_PIPE;
  return mountsOf(site).some(
    ({ path, isHost }) => isHost && (pipe === path || pipe.startsWith(`${path}/`)),
  );
}

/** What the pod itself changes: where the daemon is looked for, and which devices are seen. */
export function setUpReasons(site: Site, by: SetUpBy): Reason[] {
  const { container, fields, spec } = site;
  const at = container.path;
  const env = Array.isArray(fields["env"]) ? fields["env"] : [];
  const reasons: Reason[] = [];
  const pipe = pipeOf(site);
  if (pipe !== undefined && pipe.value !== expectedPipe(site, by)) {
    const isKnown = pipe.value !== undefined;
    const found = { received: received(pipe.value) };
    const path = [...at, "env", pipe.index];
    reasons.push(
      newReason(isKnown ? "explain/pipe-directory" : "explain/unknown-value", path, found),
    );
  }
  const shared = mountsOf(site).find(({ path }) => path === SHARED_MEMORY);
  const isShared = spec["hostIPC"] === true || shared?.isHost === true;
  if (by === "gke" && !isShared) reasons.push(newReason("explain/host-ipc", at));
  if (by === "pod" ? !isShared : by === "device-plugin" && shared !== undefined) {
    reasons.push(newReason("explain/shared-memory", at));
  }
  const user =
    objectAt(fields, "securityContext")["runAsUser"] ??
    objectAt(spec, "securityContext")["runAsUser"];
  if (typeof user === "number" && user !== 0) {
    reasons.push(newReason("explain/user", at, { received: received(user) }));
  }
  if (objectAt(fields, "securityContext")["privileged"] === true) {
    reasons.push(newReason("explain/privileged", at));
  }
  const given = indexOfGivenDevices(env);
  if (given !== -1) {
    const found = { received: received(lastItem(env, RUNTIME_DEVICES)?.item["value"]) };
    reasons.push(newReason("explain/nvidia-visible-devices", [...at, "env", given], found));
  }
  const visible = lastItem(env, VISIBLE_DEVICES);
  if (visible !== undefined) {
    const isKnown = !Number.isNaN(countVisible(env));
    const found = { received: received(visible.item["valueFrom"] ?? visible.item["value"]) };
    const code = isKnown ? "explain/cuda-visible-devices" : "explain/unknown-value";
    reasons.push(newReason(code, [...at, "env", visible.index], found));
  }
  return reasons;
}

/** What the pod sets; without a value if Kubernetes supplies that. */
function pipeOf({ fields }: Site): { value: string | undefined; index: number } | undefined {
  const last = lastItem(Array.isArray(fields["env"]) ? fields["env"] : [], PIPE_DIRECTORY);
  if (last === undefined) return undefined;
  const value = textOf(last.item["value"]);
  const isSupplied = value === undefined || value.includes("$(");
  return { value: isSupplied ? undefined : value.replace(/\/+$/, ""), index: last.index };
}

/** Where the daemon of a node is looked for; what the pod says, if nothing else sets it up. */
function expectedPipe(site: Site, by: SetUpBy): string | undefined {
  if (by === "gke") return DEFAULT_PIPE;
  if (by === "device-plugin") return `/mps/${site.container.gpus[0]?.resource}/pipe`;
  // CDI sets the variable over that of the pod.
  return pipeOf(site)?.value;
}

function mountsOf({ fields, spec }: Site): readonly { path: string; isHost: boolean }[] {
  const onHost = new Set(
    objectsAt(spec, "volumes")
      .filter(({ hostPath }) => hostPath !== undefined)
      .map(({ name }) => name),
  );
  return objectsAt(fields, "volumeMounts").map(({ name, mountPath }) => ({
    path: (textOf(mountPath) ?? "").replace(/\/+$/, ""),
    isHost: onHost.has(name),
  }));
}
