import { MIB } from "../../kubernetes/quantity/mebibytes.ts";
import { MPS_FIELDS } from "../../limits/mps-config.ts";
import type { FieldPath } from "../../result/field-path.ts";
import { newIssue } from "../../result/issue.ts";
import { isObject, type UnknownObject } from "../../result/unknown-object.ts";
import { type Draft, shareOf, unsaid } from "./draft.ts";

/** Reads a config of this package, or a record of one. */
export function readConfig(object: UnknownObject): readonly Draft[] | undefined {
  const isRecord = object["kind"] === "MpsConfig" && isObject(object["spec"]);
  const limits = isRecord ? (object["spec"] as UnknownObject) : object;
  if (!isRecord && !MPS_FIELDS.some((field) => object[field] !== undefined)) return undefined;
  const base = isRecord ? ["spec"] : [];
  const fields = Object.entries(limits).map(([key, value]) => [
    key,
    { value, path: [...base, key] },
  ]);
  return [{ dialect: "config", fields: Object.fromEntries(fields), losses: [] }];
}

/** Reads the configuration of NVIDIA's device plugin. */
export function readDevicePlugin(
  object: UnknownObject,
  memoryMiB: number | undefined,
): readonly Draft[] | undefined {
  const sharing = object["sharing"];
  if (!isObject(sharing) || object["version"] !== "v1") return undefined;
  const mps = sharing["mps"];
  if (!isObject(mps)) {
    const issue = newIssue("dialect/not-mps", ["sharing"], "not shared by MPS");
    return [{ dialect: "device-plugin", fields: {}, losses: [], issues: [issue] }];
  }
  const resources: readonly unknown[] = Array.isArray(mps["resources"]) ? mps["resources"] : [];
  return resources.flatMap((resource, index): Draft[] => {
    if (!isObject(resource)) return [];
    const path = ["sharing", "mps", "resources", index, "replicas"];
    const replicas = Number(resource["replicas"]);
    if (!Number.isInteger(replicas) || replicas < 2) {
      const message = "must be a whole number of 2 or more";
      const issue = newIssue("input/type", path, message, undefined, resource["replicas"]);
      return [{ dialect: "device-plugin", fields: {}, losses: [], issues: [issue] }];
    }
    const bytes = memoryMiB && Math.floor(memoryMiB / replicas) * MIB;
    const share = shareOf(bytes, path, `1/${replicas}`);
    const threads = { value: Math.floor(100 / replicas), path };
    const fields = { ...share.fields, activeThreadPercentage: threads };
    const name = String(resource["name"]);
    return [{ dialect: "device-plugin", name, fields, losses: share.losses }];
  });
}

/** Reads a GPU requirement, a container definition, or a task definition of AWS ECS. */
export function readEcs(object: UnknownObject): readonly Draft[] | undefined {
  const containers = object["containerDefinitions"];
  if (Array.isArray(containers)) {
    return containers.flatMap((container: unknown, index) => {
      return ecsContainer(container, ["containerDefinitions", index]);
    });
  }
  if (Array.isArray(object["resourceRequirements"])) return ecsContainer(object, []);
  return object["type"] === "GPU" && isObject(object["sharingStrategy"])
    ? ecsRequirement(object, [])
    : undefined;
}

function ecsContainer(container: unknown, path: FieldPath): Draft[] {
  const requirements = isObject(container) ? container["resourceRequirements"] : undefined;
  if (!isObject(container) || !Array.isArray(requirements)) return [];
  const name = String(container["name"]);
  return requirements.flatMap((requirement: unknown, index) =>
    ecsRequirement(requirement, [...path, "resourceRequirements", index]).map((draft) => ({
      ...draft,
      name,
    })),
  );
}

function ecsRequirement(requirement: unknown, path: FieldPath): Draft[] {
  const strategy = isObject(requirement) ? requirement["sharingStrategy"] : undefined;
  const limits = isObject(strategy) ? strategy["nvidiaMps"] : undefined;
  if (!isObject(limits)) return [];
  const base = [...path, "sharingStrategy", "nvidiaMps"];
  const { memory, maxComputePercent: threads } = limits;
  const value = typeof memory === "number" ? memory * MIB : memory;
  return [
    {
      dialect: "ecs",
      fields: {
        pinnedDeviceMemoryLimit: { value, path: [...base, "memory"] },
        ...(threads !== undefined && {
          activeThreadPercentage: { value: threads, path: [...base, "maxComputePercent"] },
        }),
      },
      losses: [],
    },
  ];
}

const TABLE = /^\[servers\.(?:"([\w.-]{1,64})"|([\w-]{1,64}))(?:\.namespaces\.([\w-]{1,64}))?\]$/;
const PAIR = /^([\w-]{1,64})\s*=\s*(?:"([^"]*)"|([\w.+-]+))$/;

/** Reads the configuration file of MPS v3: tables of servers and namespaces. Others are lost. */
export function readMpsServers(text: string): readonly Draft[] {
  const drafts: {
    dialect: "mps-server";
    name: string;
    fields: Draft["fields"];
    losses: Draft["losses"];
  }[] = [];
  let isServer = false;
  for (const [index, line] of text.split("\n").entries()) {
    const content = line.replace(/#[^"]*$/, "").trim();
    const [table, quoted, bare, namespace] = TABLE.exec(content) ?? [];
    if (content.startsWith("[")) isServer = table !== undefined;
    if (table !== undefined) {
      const name = [quoted ?? bare, ...(namespace === undefined ? [] : [namespace])].join("/");
      drafts.push({ dialect: "mps-server", name, fields: {}, losses: [] });
      continue;
    }
    const [pair, key = "", string, literal = ""] = PAIR.exec(content) ?? [];
    const draft = drafts.at(-1);
    if (pair === undefined || draft === undefined || !isServer) continue;
    const [field, value] = serverField(key, string ?? literal);
    const path = [...draft.name.split("/"), key];
    if (field !== undefined) draft.fields = { ...draft.fields, [field]: { value, path } };
    else draft.losses = [...draft.losses, unsaid(key, path, `line ${index + 1}: ${content}`)];
  }
  return drafts.filter(({ fields }) => Object.keys(fields).length > 0);
}

function serverField(key: string, value: string): [keyof Draft["fields"] | undefined, unknown] {
  switch (key) {
    case "pinned_memory_limit":
      // Binary units, and no others: `4G` is 4Gi.
      return ["pinnedDeviceMemoryLimit", /^\d{1,12}[KMG]$/.test(value) ? `${value}i` : value];
    case "active_thread_percentage":
      return ["activeThreadPercentage", /^\d{1,3}$/.test(value) ? Number(value) : value];
    case "client_priority":
      return ["clientPriority", /^\d$/.test(value) ? Number(value) : value];
    default:
      return [undefined, value];
  }
}
