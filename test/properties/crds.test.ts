import fc from "fast-check";
import { formatPath, injectGpuConfig, kindsFromCrds, unwrap } from "kube-mps";
import { describe, expect, it } from "vitest";
import { runs } from "../helpers/properties.ts";
import {
  CONTAINER,
  crd,
  ENV,
  list,
  map,
  object,
  POD,
  QUANTITY,
  RESOURCES,
  TEXT,
} from "../helpers/schemas.ts";

/** A part of a schema, a value that it allows, and where the GPU containers of the value are. */
interface Part {
  readonly schema: object;
  readonly value: unknown;
  readonly gpus: readonly (readonly (string | number)[])[];
}

const resources = { limits: { "nvidia.com/gpu": 1 } };
const gpu = { name: "main", resources };

const LEAVES: readonly Part[] = [
  { schema: POD, value: { containers: [{ name: "proxy" }, gpu] }, gpus: [["containers", 1]] },
  {
    schema: POD,
    value: { initContainers: [gpu], containers: [gpu], ephemeralContainers: [gpu] },
    gpus: [
      ["containers", 0],
      ["initContainers", 0],
    ],
  },
  { schema: CONTAINER, value: gpu, gpus: [[]] },
  {
    schema: object({ envVars: ENV, computeResources: RESOURCES }),
    value: { computeResources: resources },
    gpus: [[]],
  },
  { schema: TEXT, value: "containers", gpus: [] },
  { schema: QUANTITY, value: 1, gpus: [] },
  { schema: ENV, value: [{ name: "A", value: "a" }], gpus: [] },
];

const KEYS = ["a", "template", "spec", "containers-of", "nodes"];

const { part } = fc.letrec<{ part: Part; leaf: Part; fields: Part; list: Part; map: Part }>(
  (tie) => ({
    part: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      tie("leaf"),
      tie("fields"),
      tie("list"),
      tie("map"),
    ),
    leaf: fc.constantFrom(...LEAVES),
    fields: fc
      .uniqueArray(fc.tuple(fc.constantFrom(...KEYS), tie("part")), {
        maxLength: 4,
        selector: ([key]) => key,
      })
      .map((fields) => ({
        schema: object(Object.fromEntries(fields.map(([key, { schema }]) => [key, schema]))),
        value: Object.fromEntries(fields.map(([key, { value }]) => [key, value])),
        gpus: fields.flatMap(([key, { gpus }]) => gpus.map((path) => [key, ...path])),
      })),
    list: tie("part").map(({ schema, value, gpus }) => ({
      schema: list(schema),
      value: [value, value],
      gpus: [0, 1].flatMap((index) => gpus.map((path) => [index, ...path])),
    })),
    map: tie("part").map(({ schema, value, gpus }) => ({
      schema: map(schema),
      value: { x: value, "y.z": value },
      gpus: ["x", "y.z"].flatMap((key) => gpus.map((path) => [key, ...path])),
    })),
  }),
);

function paths(found: readonly (readonly (string | number)[])[]): string[] {
  return found.map(formatPath).sort();
}

describe("a kind of a random schema", () => {
  it("gets limits exactly where its schema has containers, whatever the version", () => {
    fc.assert(
      fc.property(part, part, ({ schema, value, gpus }, other) => {
        // A list at the top of a spec is not a spec.
        const wrapped = object({ body: schema });
        const kinds = unwrap(kindsFromCrds(crd("Farm", wrapped, object({ other: other.schema }))));
        const manifest = {
          apiVersion: "example.com/v1",
          kind: "Farm",
          spec: { body: value },
          status: { template: { spec: { containers: [gpu] } } },
        };
        const result = injectGpuConfig(manifest, { activeThreadPercentage: 50 }, { kinds });
        const { containers } = unwrap(result);
        const injected = containers.filter(({ action }) => action === "injected");
        expect(paths(injected.map(({ path }) => path))).toEqual(
          paths(gpus.map((path) => ["spec", "body", ...path])),
        );
        expect(result.warnings).toEqual([]);
      }),
      runs(300),
    );
  });

  it("makes rows that are valid, the same for the same schema", () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 3 }), (parts) => {
        const definition = crd("Farm", ...parts.map(({ schema }) => object({ body: schema })));
        const kinds = unwrap(kindsFromCrds(definition));
        expect(
          injectGpuConfig({ apiVersion: "v1", kind: "Pod", spec: {} }, null, { kinds }).ok,
        ).toBe(true);
        expect(unwrap(kindsFromCrds(JSON.parse(JSON.stringify([definition, definition]))))).toEqual(
          kinds,
        );
      }),
      runs(200),
    );
  });
});
