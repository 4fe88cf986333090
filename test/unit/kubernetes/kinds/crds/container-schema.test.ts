import { describe, expect, it } from "vitest";
import {
  containerFields,
  hasResources,
} from "../../../../../src/kubernetes/kinds/crds/container-schema.ts";
import { ENV, list, object, QUANTITIES, RESOURCES, TEXT } from "../../../../helpers/schemas.ts";

const VARIABLES = list(object({ name: TEXT, value: TEXT }));

describe("containerFields", () => {
  it.each<[properties: Record<string, object>, fields: object | undefined]>([
    [{ env: ENV, resources: RESOURCES }, {}],
    [{ envs: ENV, env: ENV, needs: RESOURCES, resources: RESOURCES }, {}],
    [{ envs: VARIABLES, resources: RESOURCES }, { env: "envs" }],
    [{ parameters: ENV, resources: RESOURCES }, { env: "parameters" }],
    [{ parameters: VARIABLES, resources: RESOURCES }, undefined],
    [{ env: VARIABLES, needs: RESOURCES }, { resources: "needs" }],
    [{ env: VARIABLES, resources: object({ requests: QUANTITIES }) }, {}],
    [{ env: VARIABLES, resources: object({ limits: object({ memory: TEXT }) }) }, {}],
    [{ env: VARIABLES, resources: object({ limits: object({ size: TEXT }) }) }, undefined],
    [
      { env: VARIABLES, resources: object({ limits: object({ memory: TEXT, gpus: TEXT }) }) },
      { gpuResources: ["gpus"] },
    ],
    [{ env: VARIABLES, gpu: object({ name: TEXT, quantity: TEXT }) }, { gpu: "gpu" }],
    [{ env: VARIABLES, disk: object({ name: TEXT, quantity: TEXT }) }, undefined],
    [{ env: { type: "object", additionalProperties: TEXT }, resources: RESOURCES }, undefined],
    [{ env: VARIABLES, resources: QUANTITIES }, undefined],
    [{ env: list(TEXT), resources: RESOURCES }, undefined],
  ])("of %j are %j", (properties, fields) => {
    expect(containerFields(properties)).toEqual(fields);
  });
});

describe("hasResources", () => {
  it.each<[properties: Record<string, object>, has: boolean]>([
    [{ resources: RESOURCES }, true],
    [{ resourcesPerNode: RESOURCES }, true],
    [{ resources: QUANTITIES }, true],
    [{ gpu: object({ name: TEXT, quantity: TEXT }) }, true],
    [{ labels: QUANTITIES }, false],
    [{ resources: list(TEXT) }, false],
    [{ accessModes: list(TEXT), resources: RESOURCES }, false],
  ])("of %j is %s", (properties, has) => {
    expect(hasResources(properties)).toBe(has);
  });
});
