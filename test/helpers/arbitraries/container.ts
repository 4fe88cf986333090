import fc from "fast-check";
import { envList, oddEnv } from "./env.ts";
import { noGpus, oddGpus, someGpus } from "./quantity.ts";

const GPU_NAMES = ["nvidia.com/gpu", "nvidia.com/gpu.shared", "nvidia.com/mig-1g.5gb"];

/** A record with some of its fields, so that absent, null and empty ones occur. */
function fields(model: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<object> {
  return fc.record(model, { requiredKeys: [] });
}

const plainResources = (): fc.Arbitrary<object> =>
  fields({
    limits: fc.constantFrom({}, { cpu: "1" }, { memory: "1Gi", "example.com/fpga": 1 }),
    requests: fc.constantFrom({}, { cpu: "500m" }),
    claims: fc.constantFrom([], [{ name: "gpu" }]),
  });

/** GPUs in limits, requests or both, with equal quantities. */
const gpuResources = (): fc.Arbitrary<object> =>
  fc
    .record({
      name: fc.constantFrom(...GPU_NAMES, "nvidia.com/gpu"),
      gpus: someGpus(),
      where: fc.constantFrom("limits", "limits", "both", "requests"),
      others: fc.constantFrom({}, { cpu: "1" }, { "example.com/share": 2 }),
    })
    .map(({ name, gpus, where, others }) => ({
      ...(where === "requests" ? {} : { limits: { ...others, [name]: gpus } }),
      ...(where === "limits" ? {} : { requests: { [name]: gpus } }),
    }));

const quantities = (): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 6, arbitrary: fields(resourceNames()) },
    { weight: 1, arbitrary: fc.constantFrom<unknown>(null, [], "1", 5) },
  );

const resourceNames = () =>
  Object.fromEntries(
    [...GPU_NAMES, "example.com/share"].map((name) => [
      name,
      fc.oneof({ weight: 4, arbitrary: someGpus() }, noGpus(), oddGpus()),
    ]),
  );

const oddResources = (): fc.Arbitrary<unknown> =>
  fc.oneof(
    {
      weight: 8,
      arbitrary: fields({
        limits: quantities(),
        requests: quantities(),
        claims: fc.constantFrom<unknown>([], null, [{ name: "gpu" }], {}),
      }),
    },
    { weight: 1, arbitrary: fc.constantFrom<unknown>(null, [], "nvidia.com/gpu", 1) },
  );

const name = (): fc.Arbitrary<string> => fc.constantFrom("main", "trainer", "sidecar");

/** A container that requests a GPU, as Kubernetes accepts it. */
export const gpuContainer = (): fc.Arbitrary<object> =>
  fc
    .tuple(
      fc.record({ name: name(), image: fc.constant("cuda:13") }),
      fields({ env: fc.oneof({ weight: 5, arbitrary: envList() }, fc.constant(null)) }),
      gpuResources(),
      fields({ command: fc.constant(["python", "-c", "x = {}"]), ports: fc.constant([]) }),
    )
    .map(([head, env, resources, tail]) => ({ ...head, ...env, resources, ...tail }));

/** A container, with or without a GPU, as Kubernetes accepts it. */
export const container = (): fc.Arbitrary<object> =>
  fc.oneof(
    { weight: 3, arbitrary: gpuContainer() },
    {
      weight: 2,
      arbitrary: fc
        .tuple(
          fc.record({ name: name(), image: fc.constant("web:1") }),
          fields({ env: envList(), resources: plainResources() }),
        )
        .map(([head, rest]) => ({ ...head, ...rest })),
    },
  );

/** Any value in the place of a container, valid or not. */
export const oddContainer = (): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 3, arbitrary: container() },
    {
      weight: 6,
      arbitrary: fields({
        name: fc.constantFrom<unknown>("main", "trainer", null, 5),
        image: fc.constant("cuda:13"),
        env: oddEnv(),
        resources: oddResources(),
      }),
    },
    { weight: 1, arbitrary: fc.constantFrom<unknown>(null, [], "main", 0, {}) },
  );
