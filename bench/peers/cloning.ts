import { setAutoFreeze, produce as withImmer } from "immer";
import { create as withMutative } from "mutative";
import type { Deployment } from "../inputs/deployment.ts";
import { limitEntries } from "../inputs/limits.ts";

// Immer freezes its result by default, which is slower, and inputs are shared between engines.
setAutoFreeze(false);

/** Writes the limits into a Deployment in place: a clone or a draft. */
export function mutate(object: Deployment): void {
  for (const container of object.spec.template.spec.containers) {
    if (container.resources?.limits?.["nvidia.com/gpu"] === undefined) continue;
    if (container.env === undefined) container.env = limitEntries();
    else if (!container.env.some(({ name }) => name.startsWith("CUDA_MPS_"))) {
      container.env.push(...limitEntries());
    }
  }
}

/** The usual ways to change a copy of an object. They report nothing. */
export const CLONING: Readonly<Record<string, (object: Deployment) => Deployment>> = {
  "structuredClone + mutate": (object) => {
    const clone = structuredClone(object);
    mutate(clone);
    return clone;
  },
  "JSON clone + mutate": (object) => {
    const clone = JSON.parse(JSON.stringify(object));
    mutate(clone);
    return clone;
  },
  immer: (object) => withImmer(object, mutate),
  mutative: (object) => withMutative(object, mutate),
};
