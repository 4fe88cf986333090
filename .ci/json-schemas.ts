// The JSON Schemas of a config file and of a policy, for editors: made of the schemas that validate both.
import { OWN_API_VERSION } from "../src/kubernetes/own-group.ts";
import { configSchema } from "../src/limits/config-schema.ts";
import { RECORD_KIND } from "../src/limits/mps-config-record.ts";
import { DEFAULT_MIN_MEMORY } from "../src/options/min-memory.ts";
import { BOUNDED, POLICY_KIND } from "../src/policy/gpu-sharing-policy.ts";
import { LEAVES, policySchema } from "../src/policy/policy-schema.ts";

/** A JSON Schema of draft 7, which is what editors know. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** What is read of a valibot schema. */
interface Node {
  readonly type: string;
  readonly message?: unknown;
  readonly wrapped?: Node;
  readonly pipe?: readonly Node[];
  readonly item?: Node;
  readonly entries?: Readonly<Record<string, Node>>;
}

const HEAD = { $schema: "http://json-schema.org/draft-07/schema#" };

/** Of the root of a file, for editors. */
const EDITOR_KEY = { $schema: { type: "string", description: "The address of this schema." } };

/** A quantity as the API server reads one. */
export const QUANTITY =
  "^\\+?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:n|u|m|k|[KMGTPE]i|[MGTPE]|[eE][+-]?[0-9]+)?$";

const MEMORY = { type: ["integer", "string"], minimum: DEFAULT_MIN_MEMORY, pattern: QUANTITY };

/** The fields of a config; those of a valibot schema are functions. */
const FIELDS: Readonly<Record<string, JsonSchema>> = {
  activeThreadPercentage: {
    description:
      "The percentage of the GPU's threads that a process may use. 0 and 100 set no limit.",
    type: "integer",
    minimum: 0,
    maximum: 100,
  },
  pinnedDeviceMemoryLimit: {
    description:
      "Device memory that a process may pin on each GPU: bytes, or a quantity such as 4Gi.",
    ...MEMORY,
  },
  perDevicePinnedMemoryLimit: {
    description: "The same for single GPUs, by ordinal as the container sees them.",
    type: "object",
    propertyNames: { pattern: "^(?:0|[1-9][0-9]{0,3})$" },
    additionalProperties: MEMORY,
  },
  clientPriority: { description: "0 is normal, 1 below normal.", enum: [0, 1] },
};

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  weight: "Of several defaults the one with the highest weight is used, then the first by name.",
  match: "The containers that the policy applies to: all of them if absent.",
  namespaces: "Names of namespaces, or patterns with *.",
  namespaceSelector: "Over the labels of the namespace.",
  podSelector: "Over the labels of the pod template.",
  kinds: "Kinds of workloads. In a webhook for Pods that is Pod, whatever made them.",
  containers: "Names of containers, or patterns with *.",
  default: "Limits for containers that have none, field by field.",
  min: "No limit may be below.",
  max: "No limit may be above, and there has to be one.",
  require: "Limits that there have to be.",
  onViolation: "deny: an issue. clamp: the nearest limit within bounds. warn: a warning.",
  exempt: "Containers matched are left alone, whatever other policies say.",
};

/** The schema of `kube-mps/schema.json`: a config, or a record of one. */
export function configJsonSchema(): JsonSchema {
  const record = ownObject(RECORD_KIND, { spec: { $ref: "#/definitions/config" } });
  return {
    ...HEAD,
    title: "MPS limits of kube-mps, or a record of them",
    if: { anyOf: [{ required: ["apiVersion"] }, { required: ["kind"] }] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { $ref: "#/definitions/record" },
    else: { $ref: "#/definitions/file" },
    definitions: { config: limits(), file: limits(EDITOR_KEY), record },
  };
}

/** The schema of `kube-mps/policy.schema.json`. */
export function policyJsonSchema(): JsonSchema {
  const { spec } = propertiesOf(policySchema() as unknown as Node);
  return {
    ...HEAD,
    title: "GPU sharing policy of kube-mps",
    ...ownObject(POLICY_KIND, { spec: convert(spec as Node, "spec") }),
  };
}

function limits(more: JsonSchema = {}): JsonSchema {
  const names = Object.keys(propertiesOf(configSchema(DEFAULT_MIN_MEMORY) as unknown as Node));
  const fields = names.map((name) => [name, found(FIELDS, name)]);
  const properties = { ...Object.fromEntries(fields), ...more };
  return { type: "object", properties, additionalProperties: false };
}

/** The smallest or largest limits. */
function bounds(): JsonSchema {
  const { activeThreadPercentage } = FIELDS;
  const properties: Record<string, unknown> = {};
  for (const name of BOUNDED) properties[name] = found(FIELDS, name);
  properties["activeThreadPercentage"] = { ...activeThreadPercentage, minimum: 1, maximum: 99 };
  return { type: "object", properties, additionalProperties: false };
}

/** An object of our group; its metadata is that of Kubernetes. */
function ownObject(kind: string, properties: JsonSchema): JsonSchema {
  return {
    type: "object",
    properties: {
      ...EDITOR_KEY,
      apiVersion: { const: OWN_API_VERSION },
      kind: { const: kind },
      metadata: {
        type: "object",
        properties: { name: { type: "string", pattern: LEAVES.name } },
        required: kind === POLICY_KIND ? ["name"] : [],
      },
      ...properties,
      status: {},
    },
    required: ["apiVersion", "kind", "spec", ...(kind === POLICY_KIND ? ["metadata"] : [])],
    additionalProperties: false,
  };
}

function propertiesOf(schema: Node): Readonly<Record<string, Node>> {
  const object = schema.pipe?.find(({ entries }) => entries !== undefined) ?? schema;
  if (object.entries === undefined) throw new Error("not a schema of an object");
  return object.entries;
}

/** @param name - of the field, which tells which limits it has */
function convert(schema: Node, name: string): JsonSchema {
  if (schema.wrapped !== undefined) return convert(schema.wrapped, name);
  if (schema.pipe !== undefined) {
    if (schema.pipe.some(({ message }) => message === "labels")) return convertLabels();
    const part = schema.pipe.find(({ type, pipe }) => type !== "custom" || pipe !== undefined);
    if (part === undefined) throw new Error(`${name}: nothing to convert`);
    const isList = schema.pipe.some(({ message }) => message === "list");
    return { ...convert(part, name), ...(isList && { minItems: 1 }) };
  }
  switch (schema.type) {
    case "object":
      return convertObject(schema.entries ?? {});
    case "array":
      return { type: "array", items: convert(schema.item as Node, name) };
    case "custom":
      return convertLeaf(schema.message as keyof typeof LEAVES, name);
    default:
      throw new Error(`${name}: a schema of type ${schema.type} cannot be converted`);
  }
}

function convertLabels(): JsonSchema {
  const additionalProperties = { type: "string", pattern: LEAVES.value };
  return { type: "object", propertyNames: { pattern: LEAVES.key }, additionalProperties };
}

function convertObject(entries: Readonly<Record<string, Node>>): JsonSchema {
  const properties = Object.entries(entries).map(([key, schema]) => {
    const description = DESCRIPTIONS[key];
    return [key, { ...(description !== undefined && { description }), ...convert(schema, key) }];
  });
  const required = Object.keys(entries).filter((key) => entries[key]?.type !== "optional");
  return {
    type: "object",
    properties: Object.fromEntries(properties),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
}

function convertLeaf(leaf: keyof typeof LEAVES, name: string): JsonSchema {
  if (leaf === "limits") return name === "default" ? limits() : bounds();
  const values = found(LEAVES, leaf);
  if (typeof values !== "string") return { enum: values };
  return values.startsWith("^") ? { type: "string", pattern: values } : { type: values };
}

function found<V>(table: Readonly<Record<string, V>>, name: string): V {
  const value = table[name];
  if (value === undefined) throw new Error(`${name} has no JSON Schema`);
  return value;
}
