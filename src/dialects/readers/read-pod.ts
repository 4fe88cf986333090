import { readGpuQuantity } from "../../kubernetes/gpu/gpu-quantity.ts";
import { MIB } from "../../kubernetes/quantity/mebibytes.ts";
import { parseMemory } from "../../kubernetes/quantity/parse-memory.ts";
import { readCurrentLimits } from "../../limits/current-limits.ts";
import { fromEnv } from "../../limits/from-env.ts";
import type { MpsConfig } from "../../limits/mps-config.ts";
import type { FieldPath } from "../../result/field-path.ts";
import { type Issue, newIssue } from "../../result/issue.ts";
import { isObject, type UnknownObject } from "../../result/unknown-object.ts";
import type { Loss } from "../rendering.ts";
import { GKE_CLIENTS, GKE_STRATEGY, gkeShare } from "../to-gke-pod-settings.ts";
import { type Draft, type DraftField, nameOf, shareOf, shown, unsaid } from "./draft.ts";

/** A container, and what its pod says of it. */
export interface PodContainer {
  readonly container: UnknownObject;
  readonly path: FieldPath;
  readonly isFirst: boolean;
  readonly annotations: UnknownObject;
  readonly annotationsPath: FieldPath;
  readonly nodeSelector: unknown;
  /** Of a card, if it is known. */
  readonly memoryMiB: number | undefined;
}

type Limits = Partial<Record<keyof MpsConfig, DraftField>>;

/**
 * What a container says in each dialect, the one that counts first: gpu-fractioning replaces variables,
 * and variables replace those of GKE's plugin.
 */
export function readContainer(pod: PodContainer): Draft[] {
  const name = nameOf(pod.container);
  const drafts = [fractioning(pod, name), env(pod), gke(pod), hami(pod), kai(pod, name)];
  return drafts.flatMap((draft) => (draft === undefined ? [] : [{ ...draft, name }]));
}

/** Source: kai-scheduler/gpu-fractioning, README.md: rounded up to a whole MiB, portions down. */
function fractioning({ annotations, annotationsPath }: PodContainer, name: string | undefined) {
  const key = (suffix: string): string => `nvidia.com/container.${name}.${suffix}`;
  const found = (suffix: string): DraftField | undefined => {
    const value = annotations[key(suffix)];
    return value === undefined ? undefined : { value, path: [...annotationsPath, key(suffix)] };
  };
  const [limit, request] = [found("gpu-memory.limit"), found("gpu-memory.request")];
  const portion = found("gpu-compute.portion");
  const memory = limit ?? request;
  if (memory === undefined) return undefined;
  const losses: Loss[] = [containerScope("pinnedDeviceMemoryLimit", memory)];
  if (limit !== undefined && request !== undefined && limit.value !== request.value) {
    losses.push(unsaid("gpu-memory.request", request.path, request.value));
  }
  const bytes = parseMemory(memory.value);
  const ceiling = typeof bytes === "bigint" ? (bytes + BigInt(MIB - 1)) / BigInt(MIB) : undefined;
  const value = ceiling === undefined ? memory.value : Number(ceiling) * MIB;
  if (typeof bytes === "bigint" && BigInt(value as number) !== bytes) {
    losses.push({
      ...unsaid("pinnedDeviceMemoryLimit", memory.path, memory.value),
      kind: "rounded",
      got: value as number,
    });
  }
  const fields: Limits = { pinnedDeviceMemoryLimit: { ...memory, value } };
  if (portion !== undefined) {
    const part = numberIn(portion.value);
    const threads = part > 0 && part <= 1 ? Math.max(1, Math.floor(part * 100)) : portion.value;
    fields.activeThreadPercentage = { ...portion, value: threads };
    if (threads !== portion.value && threads !== part * 100) {
      losses.push({
        ...unsaid("activeThreadPercentage", portion.path, portion.value),
        kind: "rounded",
        got: threads as number,
      });
    }
  }
  return { dialect: "fractioning", fields, losses } as const;
}

function env({ container, path }: PodContainer): Draft | undefined {
  const list = container["env"];
  const base = [...path, "env"];
  const { memory, threads, clientPriority } = readCurrentLimits(list, base);
  const isUnset = [memory, threads, clientPriority].every(({ state }) => state === "unset");
  if (isUnset) return undefined;
  const count = gpusOf(container);
  const checked = count > 0 ? fromEnv(list, { devices: count }) : undefined;
  const read = checked?.ok === false ? checked : fromEnv(list);
  const at = (issue: Issue): Issue => ({ ...issue, path: [...base, ...issue.path] });
  const warnings = read.warnings.map(at);
  if (!read.ok) {
    return { dialect: "env", fields: {}, losses: [], issues: read.issues.map(at), warnings };
  }
  const fields = Object.entries(read.value).map(([field, value]) => [field, { value, path: base }]);
  return { dialect: "env", fields: Object.fromEntries(fields) as Limits, losses: [], warnings };
}

/** Source: GoogleCloudPlatform/container-engine-accelerators, pkg/gpu/nvidia/manager.go */
function gke({ container, path, nodeSelector, memoryMiB }: PodContainer): Draft | undefined {
  if (!isObject(nodeSelector) || nodeSelector[GKE_STRATEGY] !== "mps") return undefined;
  const [count, clients] = [gpusOf(container), numberIn(nodeSelector[GKE_CLIENTS])];
  if (!(count > 0 && clients > 0)) return undefined;
  const at = [...path, "resources", "limits", "nvidia.com/gpu"];
  const { memory, threads } = gkeShare(count, clients, memoryMiB ?? 0);
  const share = shareOf(memoryMiB === undefined ? undefined : memory, at, `${count}/${clients}`);
  const fields = { ...share.fields, activeThreadPercentage: { value: threads, path: at } };
  return { dialect: "gke", fields, losses: share.losses };
}

/** Source: Project-HAMi/HAMi, pkg/device/nvidia/device.go: MiB and percentages, of a container. */
function hami({ container, path, memoryMiB }: PodContainer): Draft | undefined {
  const limit = (name: string): DraftField | undefined => {
    const value = limitsOf(container)[`nvidia.com/${name}`];
    return value === undefined
      ? undefined
      : { value, path: [...path, "resources", "limits", `nvidia.com/${name}`] };
  };
  const [memory, part] = [limit("gpumem"), limit("gpumem-percentage")];
  const [cores, priority] = [limit("gpucores"), limit("priority")];
  if (memory === undefined && part === undefined && cores === undefined) return undefined;
  const fields: Limits = {};
  const losses: Loss[] = [];
  if (memory !== undefined) {
    const value = readGpuQuantity(memory.value) * MIB;
    fields.pinnedDeviceMemoryLimit = { ...memory, value };
    losses.push(containerScope("pinnedDeviceMemoryLimit", memory));
  } else if (part !== undefined) {
    const hundredths = Math.min(100, readGpuQuantity(part.value));
    const bytes = memoryMiB && Math.floor((memoryMiB * hundredths) / 100) * MIB;
    const share = shareOf(bytes, part.path, `${shown(part.value)} %`);
    Object.assign(fields, share.fields);
    losses.push(...share.losses);
  }
  if (cores !== undefined) {
    fields.activeThreadPercentage = { ...cores, value: readGpuQuantity(cores.value) };
    losses.push(containerScope("activeThreadPercentage", cores));
  }
  if (priority !== undefined) {
    fields.clientPriority = { ...priority, value: readGpuQuantity(priority.value) };
  }
  return { dialect: "hami", fields, losses };
}

/** Source: kai-scheduler/KAI-Scheduler, docs/gpu-sharing: what is scheduled, and nothing enforces. */
function kai(pod: PodContainer, name: string | undefined): Draft | undefined {
  const { annotations, annotationsPath, memoryMiB, isFirst } = pod;
  const target = annotations["gpu-fraction-container-name"];
  if (target === undefined ? !isFirst : target !== name) return undefined;
  const { "gpu-memory": mebibytes, "gpu-fraction": fraction } = annotations;
  if (mebibytes !== undefined) {
    const path = [...annotationsPath, "gpu-memory"];
    const value = readGpuQuantity(mebibytes) * MIB;
    const losses = [containerScope("pinnedDeviceMemoryLimit", { value: mebibytes, path })];
    return { dialect: "kai", fields: { pinnedDeviceMemoryLimit: { value, path } }, losses };
  }
  if (fraction === undefined) return undefined;
  const path = [...annotationsPath, "gpu-fraction"];
  const part = numberIn(fraction);
  if (!(part > 0 && part < 1)) {
    const message = "must be a number between 0 and 1";
    const issue = newIssue("input/type", path, message, undefined, fraction);
    return { dialect: "kai", fields: {}, losses: [], issues: [issue] };
  }
  const bytes = memoryMiB && Math.floor(memoryMiB * part) * MIB;
  return { dialect: "kai", ...shareOf(bytes, path, shown(fraction)) };
}

/** The limit holds for all processes of the container together. */
function containerScope(field: string, { value, path }: DraftField): Loss {
  const amount = shown(value);
  return { path, field, kind: "scope", asked: amount, got: amount };
}

function limitsOf(container: UnknownObject): UnknownObject {
  const resources = container["resources"];
  const limits = isObject(resources) ? resources["limits"] : undefined;
  return isObject(limits) ? limits : {};
}

function gpusOf(container: UnknownObject): number {
  return readGpuQuantity(limitsOf(container)["nvidia.com/gpu"]);
}

/** A number as annotations and labels have it; NaN if it is none. */
function numberIn(text: unknown): number {
  const isNumber = typeof text === "string" && /^\s*\d*\.?\d+(e-?\d+)?\s*$/i.test(text);
  return isNumber && text.length < 40 ? Number(text) : Number.NaN;
}
