import { EACH_ITEM, EACH_VALUE, type Step } from "../kubernetes/kinds/kind-path.ts";
import type { FieldPath } from "../result/field-path.ts";
import { NONE } from "../result/none.ts";
import { isObject, type UnknownObject } from "../result/unknown-object.ts";

/** A value in an object, and what it is a field of. */
interface Reached {
  readonly value: unknown;
  readonly parent: UnknownObject;
  readonly path: FieldPath;
}

/** The values that a path leads to; what is of the wrong type on the way leads nowhere. */
export function reach(object: UnknownObject, steps: readonly Step[]): readonly Reached[] {
  let reached: readonly Reached[] = [{ value: object, parent: object, path: NONE }];
  for (const step of steps) {
    reached = reached.flatMap(({ value, parent, path }): readonly Reached[] => {
      if (step === EACH_ITEM) {
        if (!Array.isArray(value)) return NONE;
        return value.map((item, index) => ({ value: item, parent, path: [...path, index] }));
      }
      if (!isObject(value)) return NONE;
      const keys = step === EACH_VALUE ? Object.keys(value) : [step];
      return keys.map((key) => ({ value: value[key], parent: value, path: [...path, key] }));
    });
  }
  return reached;
}

/** Whether the steps of a path lead to another one, and from there into a value of this type. */
export function leadsInto(steps: readonly Step[], path: FieldPath, value: unknown): boolean {
  const next = steps[path.length];
  const isList = Array.isArray(value);
  if (next === undefined || (next === EACH_ITEM) !== isList) return false;
  if (!isList && !isObject(value)) return false;
  return path.every((key, index) => {
    const step = steps[index];
    return step === key || step === (typeof key === "number" ? EACH_ITEM : EACH_VALUE);
  });
}
