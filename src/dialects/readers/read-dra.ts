import { isDeepEqual } from "../../edit/json.ts";
import type { FieldPath } from "../../result/field-path.ts";
import { newIssue } from "../../result/issue.ts";
import { isObject, type UnknownObject } from "../../result/unknown-object.ts";
import { type Draft, type DraftField, shown, unsaid } from "./draft.ts";

/** What the driver calls the fields. */
const FIELDS = {
  defaultActiveThreadPercentage: "activeThreadPercentage",
  defaultPinnedDeviceMemoryLimit: "pinnedDeviceMemoryLimit",
  defaultPerDevicePinnedMemoryLimit: "perDevicePinnedMemoryLimit",
} as const;

/** Where each kind has its devices. */
const DEVICES: Readonly<Record<string, FieldPath>> = {
  ResourceClaim: ["spec", "devices"],
  ResourceClaimTemplate: ["spec", "spec", "devices"],
  DeviceClass: ["spec"],
};

/** Reads a claim, its template, a device class, or the driver's own parameters. */
export function readDra(object: UnknownObject): readonly Draft[] | undefined {
  const { apiVersion, kind } = object;
  if (typeof apiVersion !== "string" || typeof kind !== "string") return undefined;
  if (apiVersion.startsWith("resource.nvidia.com/")) return readParameters(object, []);
  const path = Object.hasOwn(DEVICES, kind) ? DEVICES[kind] : undefined;
  if (!apiVersion.startsWith("resource.k8s.io/") || path === undefined) return undefined;
  const devices = path.reduce<unknown>((at, step) => (isObject(at) ? at[step] : undefined), object);
  const config: unknown = isObject(devices) ? devices["config"] : undefined;
  const entries = Array.isArray(config) ? config : [];
  const found = entries.flatMap((entry: unknown, index) => {
    const opaque = isObject(entry) ? entry["opaque"] : undefined;
    const parameters = isObject(opaque) ? opaque["parameters"] : undefined;
    if (!isObject(entry) || !isObject(parameters)) return [];
    const at = [...path, "config", index, "opaque", "parameters"];
    return readParameters(parameters, at).map((draft) => ({ draft, requests: entry["requests"] }));
  });
  // Of several for the same requests the last counts.
  return found
    .filter(({ requests }, index) => {
      return !found.slice(index + 1).some((later) => isDeepEqual(later.requests, requests));
    })
    .map(({ draft }) => draft);
}

function readParameters({ kind, sharing }: UnknownObject, path: FieldPath): Draft[] {
  if ((kind !== "GpuConfig" && kind !== "MigDeviceConfig") || !isObject(sharing)) return [];
  const { strategy, mpsConfig } = sharing;
  if (strategy !== "MPS") {
    const at = [...path, "sharing", "strategy"];
    const issue = newIssue("dialect/not-mps", at, "not shared by MPS", undefined, strategy);
    return [{ dialect: "dra", fields: {}, losses: [], issues: [issue] }];
  }
  const limits = isObject(mpsConfig) ? mpsConfig : {};
  const base = [...path, "sharing", "mpsConfig"];
  const fields: Partial<Record<(typeof FIELDS)[keyof typeof FIELDS], DraftField>> = {};
  const losses = Object.entries(limits).flatMap(([key, value]) => {
    const field = Object.hasOwn(FIELDS, key) ? FIELDS[key as keyof typeof FIELDS] : undefined;
    if (field === undefined) return [unsaid(key, [...base, key], value)];
    fields[field] = { value, path: [...base, key] };
    return [];
  });
  const devices = readDevices(fields.perDevicePinnedMemoryLimit);
  if (devices.limits !== undefined) fields.perDevicePinnedMemoryLimit = devices.limits;
  else delete fields.perDevicePinnedMemoryLimit;
  return [{ dialect: "dra", fields, losses: [...losses, ...devices.losses] }];
}

/** Devices that are named by UUID are lost, the others are not the container's ordinals. */
function readDevices(found: DraftField | undefined) {
  if (found === undefined || !isObject(found.value)) return { limits: found, losses: [] };
  const { path, value } = found;
  const byOrdinal = Object.entries(value).filter(([device]) => !/^(GPU|MIG)-/.test(device));
  const limits = { path, value: Object.fromEntries(byOrdinal) };
  const losses = Object.entries(value).map(([device, asked]) => {
    const loss = unsaid("perDevicePinnedMemoryLimit", [...path, device], asked);
    return Object.hasOwn(limits.value, device)
      ? { ...loss, kind: "scope" as const, got: shown(asked) }
      : loss;
  });
  return { limits: byOrdinal.length === 0 ? undefined : limits, losses };
}
