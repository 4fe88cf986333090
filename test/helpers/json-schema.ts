import type { JsonSchema } from "../../.ci/json-schemas.ts";

/** Whether a value satisfies a JSON Schema, of the keywords that ours have; an unknown one throws. */
export function satisfies(value: unknown, schema: JsonSchema, root: JsonSchema = schema): boolean {
  return Object.entries(schema).every(([keyword, argument]) => {
    const check = KEYWORDS[keyword];
    if (check === undefined) throw new Error(`unknown keyword ${keyword}`);
    return check(value, argument as never, schema, root);
  });
}

type Keyword = (value: unknown, argument: never, schema: JsonSchema, root: JsonSchema) => boolean;
type Schemas = Readonly<Record<string, JsonSchema>>;

const ignored: Keyword = () => true;
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const KEYWORDS: Readonly<Record<string, Keyword>> = {
  $schema: ignored,
  title: ignored,
  description: ignored,
  definitions: ignored,
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: ignored,
  else: ignored,
  $ref: (value, ref: string, _schema, root) => {
    const definition = (root["definitions"] as Schemas)[ref.replace("#/definitions/", "")];
    return satisfies(value, definition ?? {}, root);
  },
  if: (value, condition: JsonSchema, { then: one, else: other }, root) =>
    satisfies(value, (satisfies(value, condition, root) ? one : other) as JsonSchema, root),
  type: (value, types: string | string[]) =>
    [types].flat().some((type) => {
      if (type === "integer") return Number.isInteger(value);
      if (type === "array") return Array.isArray(value);
      return type === "object" ? isObject(value) : typeof value === type;
    }),
  const: (value, constant: unknown) => value === constant,
  enum: (value, choices: unknown[]) => choices.includes(value),
  anyOf: (value, schemas: JsonSchema[], _schema, root) =>
    schemas.some((schema) => satisfies(value, schema, root)),
  pattern: (value, pattern: string) => typeof value !== "string" || new RegExp(pattern).test(value),
  minimum: (value, least: number) => typeof value !== "number" || value >= least,
  maximum: (value, most: number) => typeof value !== "number" || value <= most,
  minItems: (value, least: number) => !Array.isArray(value) || value.length >= least,
  items: (value, schema: JsonSchema, _schema, root) =>
    !Array.isArray(value) || value.every((item) => satisfies(item, schema, root)),
  required: (value, names: string[]) =>
    !isObject(value) || names.every((name) => Object.hasOwn(value, name)),
  propertyNames: (value, schema: JsonSchema, _schema, root) =>
    !isObject(value) || Object.keys(value).every((key) => satisfies(key, schema, root)),
  properties: (value, schemas: Schemas, _schema, root) =>
    !isObject(value) ||
    Object.entries(schemas).every(
      ([key, schema]) => !Object.hasOwn(value, key) || satisfies(value[key], schema, root),
    ),
  additionalProperties: (value, rest: JsonSchema | false, { properties = {} }, root) =>
    !isObject(value) ||
    Object.keys(value).every(
      (key) =>
        Object.hasOwn(properties as object, key) ||
        (rest !== false && satisfies(value[key], rest, root)),
    ),
};
