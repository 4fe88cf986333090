import { MIB } from "../../kubernetes/quantity/mebibytes.ts";
import { MPS_FIELDS } from "../../limits/mps-config.ts";
import type { FieldPath } from "../../result/field-path.ts";
import { type Issue, newIssue } from "../../result/issue.ts";
import { isObject, type UnknownObject } from "../../result/unknown-object.ts";
import type { Loss } from "../rendering.ts";
import { type Draft, nameOf, shareOf, unsaid } from "./draft.ts";

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
    const { replicas } = resource;
    if (typeof replicas !== "number" || !Number.isInteger(replicas) || replicas < 2) {
      const message = "must be a whole number of 2 or more";
      const issue = newIssue("input/type", path, message, undefined, replicas);
      return [{ dialect: "device-plugin", fields: {}, losses: [], issues: [issue] }];
    }
    const bytes = memoryMiB && Math.floor(memoryMiB / replicas) * MIB;
    const share = shareOf(bytes, path, `1/${replicas}`);
    const threads = { value: Math.floor(100 / replicas), path };
    const fields = { ...share.fields, activeThreadPercentage: threads };
    const name = nameOf(resource);
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
  const name = nameOf(container);
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

const TABLE = /^\[servers\.([\w-]{1,64})(?:\.namespaces\.([\w-]{1,64}))?\]$/;
const PAIR = /^([\w-]{1,64})\s*=\s*(?:"([^"]*)"|([\w.+-]+))$/;

/** No line with a limit is longer; bounds the work for one. */
const LONGEST_LINE = 1000;

/** Reads the configuration file of MPS v3: the tables of servers and namespaces. */
export function readMpsServers(text: string): readonly Draft[] {
  const drafts: ServerDraft[] = [];
  let draft: ServerDraft | undefined;
  for (const line of text.split("\n")) {
    if (line.length > LONGEST_LINE) continue;
    const content = line.replace(/#[^"]*$/, "").trim();
    const [table, server = "", namespace] = TABLE.exec(content) ?? [];
    const [, key, string, literal = ""] = PAIR.exec(content) ?? [];
    if (table !== undefined) drafts.push((draft = new ServerDraft(server, namespace)));
    else if (content.startsWith("[")) draft = undefined;
    else if (key !== undefined) draft?.read(key, string ?? literal);
  }
  return drafts.filter(({ fields }) => Object.keys(fields).length > 0);
}

/** Each key of a server, its field, and what it looks like. */
const SERVER_KEYS = {
  pinned_memory_limit: ["pinnedDeviceMemoryLimit", /^\d{1,12}[KMG]$/],
  active_thread_percentage: ["activeThreadPercentage", /^\d{1,3}$/],
  client_priority: ["clientPriority", /^[01]$/],
} as const;

class ServerDraft implements Draft {
  readonly dialect = "mps-server";
  readonly name: string;
  readonly fields: { -readonly [K in keyof Draft["fields"]]: Draft["fields"][K] } = {};
  readonly losses: Loss[] = [];
  readonly issues: Issue[] = [];
  readonly #path: FieldPath;

  constructor(server: string, namespace: string | undefined) {
    this.name = namespace === undefined ? server : `${server}/${namespace}`;
    const inner = namespace === undefined ? [] : ["namespaces", namespace];
    this.#path = ["servers", server, ...inner];
  }

  read(key: string, value: string): void {
    const path = [...this.#path, key];
    if (!Object.hasOwn(SERVER_KEYS, key)) {
      this.losses.push(unsaid(key, path, value));
      return;
    }
    const [field, grammar] = SERVER_KEYS[key as keyof typeof SERVER_KEYS];
    if (!grammar.test(value)) {
      const message = "not a value that MPS accepts";
      this.issues.push(newIssue("input/type", path, message, undefined, value));
    }
    // Binary units: `4G` is 4Gi.
    const meant = field === "pinnedDeviceMemoryLimit" ? `${value}i` : Number(value);
    this.fields[field] = { value: meant, path };
  }
}
