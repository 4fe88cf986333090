import fc from "fast-check";
import { container, oddContainer } from "./container.ts";

/** A pod spec that Kubernetes accepts. */
export const podSpec = (): fc.Arbitrary<object> => specOf(container());

/** A pod spec that may be malformed. */
export const oddPodSpec = (): fc.Arbitrary<object> =>
  fc.oneof(
    { weight: 6, arbitrary: specOf(oddContainer()) },
    {
      weight: 1,
      arbitrary: fc.record({ containers: fc.constantFrom<unknown>(null, {}, "main", 5) }),
    },
  );

function specOf(item: fc.Arbitrary<unknown>): fc.Arbitrary<object> {
  return fc
    .tuple(
      fc.record({ containers: fc.array(item, { minLength: 1, maxLength: 3 }) }),
      fc.record(
        {
          initContainers: fc.array(item, { maxLength: 2 }),
          ephemeralContainers: fc.array(item, { maxLength: 1 }),
          restartPolicy: fc.constant("Always"),
          nodeSelector: fc.constant({ "nvidia.com/mps.capable": "true" }),
        },
        { requiredKeys: [] },
      ),
    )
    .map(([spec, rest]) => ({ ...spec, ...rest }));
}
