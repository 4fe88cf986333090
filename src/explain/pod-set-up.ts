import { indexOfGivenDevices } from "../find/near-misses.ts";
import { objectAt } from "../kubernetes/object-at.ts";
import { readVolumeMounts, withoutSlash } from "../kubernetes/volume-mounts.ts";
import { lastItem } from "../limits/last-item.ts";
import { RUNTIME_DEVICES, VISIBLE_DEVICES } from "../limits/mps-variables.ts";
import { countVisible } from "../limits/visible-devices.ts";
import { received } from "../result/received.ts";
import { type SetUpBy, type Site, textOf } from "./context.ts";
import type { Reason } from "./effective-limits.ts";
import { newReason, reasonFacts } from "./new-reason.ts";

const PIPE_DIRECTORY = "CUDA_MPS_PIPE_DIRECTORY";
const DEFAULT_PIPE = "/tmp/nvidia-mps";
const SHARED_MEMORY = "/dev/shm";
const DAEMON = "nvidia-cuda-mps-control";

/** Whether a daemon is reached, as far as reasons tell: `undefined` if one of them is in doubt. */
export function isSetUp(reasons: readonly Reason[]): boolean | undefined {
  if (reasons.some(({ effect }) => effect === "voids")) return false;
  return reasons.some(({ code }) => reasonFacts(code).isDoubt) ? undefined : true;
}

/** Whether the pod is set up for a daemon of its own: it mounts what CUDA needs, or starts one. */
export function hasOwnDaemon(site: Site): boolean {
  const words = [site.fields["command"], site.fields["args"]].flat();
  return mountsPipe(site) || words.some((word) => textOf(word)?.includes(DAEMON));
}

/** Whether it mounts a volume where CUDA looks for the daemon. */
function mountsPipe(site: Site): boolean {
  const pipe = pipeOf(site)?.value ?? DEFAULT_PIPE;
  return readVolumeMounts(site.fields, site.spec).some(
    ({ path }) => path !== "" && (pipe === path || pipe.startsWith(`${path}/`)),
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
    const other = hasOwnDaemon(site) ? "explain/own-daemon" : "explain/pipe-directory";
    const code = pipe.value === undefined ? "explain/unknown-value" : other;
    reasons.push(newReason(code, [...at, "env", pipe.index], { received: received(pipe.written) }));
  }
  const shared = readVolumeMounts(fields, spec).find(({ path }) => path === SHARED_MEMORY);
  const isShared = spec["hostIPC"] === true || shared?.isHost === true;
  if (by === "gke" && !isShared) {
    const path = [...(container.role === "inline" ? at : at.slice(0, -2)), "hostIPC"];
    reasons.push(newReason("explain/host-ipc", path, { suggestion: { value: true } }));
  }
  const isOwn = by === "pod" && mountsPipe(site);
  if (isOwn ? !isShared : by === "device-plugin" && shared !== undefined) {
    reasons.push(newReason("explain/shared-memory", at));
  }
  const { runAsUser, privileged } = objectAt(fields, "securityContext");
  const user = runAsUser ?? objectAt(spec, "securityContext")["runAsUser"];
  if (typeof user === "number" && user !== 0) {
    const path = [...(runAsUser == null ? at.slice(0, -2) : at), "securityContext", "runAsUser"];
    reasons.push(newReason("explain/user", path, { received: received(user) }));
  }
  if (privileged === true) {
    const path = [...at, "securityContext", "privileged"];
    reasons.push(newReason("explain/privileged", path, { suggestion: { value: false } }));
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
function pipeOf({ fields }: Site) {
  const last = lastItem(Array.isArray(fields["env"]) ? fields["env"] : [], PIPE_DIRECTORY);
  if (last === undefined) return undefined;
  const written = last.item["valueFrom"] ?? last.item["value"];
  const isSupplied = typeof written !== "string" || written.includes("$(");
  return { value: isSupplied ? undefined : withoutSlash(written), written, index: last.index };
}

/** Where the daemon of a node is looked for; what the pod says, if nothing else sets it up. */
function expectedPipe(site: Site, by: SetUpBy): string | undefined {
  if (by === "gke") return DEFAULT_PIPE;
  if (by === "device-plugin") return `/mps/${site.container.gpus[0]?.resource}/pipe`;
  // CDI sets the variable over that of the pod.
  return pipeOf(site)?.value;
}
