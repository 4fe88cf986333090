import type { FieldPath } from "../result/field-path.ts";
import { isObject, type UnknownObject } from "../result/unknown-object.ts";

/** Where a pod, a pod template, what makes pods from one, and a CronJob have their pod spec. */
const SHAPES: readonly (readonly string[])[] = [
  ["spec"],
  ["template", "spec"],
  ["spec", "template", "spec"],
  ["spec", "jobTemplate", "spec", "template", "spec"],
];

/** A pod spec that was found by the shape of an object. */
interface PodShape {
  readonly spec: UnknownObject;
  readonly path: FieldPath;
  readonly template: UnknownObject;
}

/** The pod spec of an object that is a pod, a pod template or a CronJob by its shape. */
export function podShapeOf(object: UnknownObject): PodShape | undefined {
  for (const path of SHAPES) {
    let template = object;
    let spec: unknown = object;
    for (const step of path) {
      template = isObject(spec) ? spec : {};
      spec = template[step];
    }
    if (isObject(spec) && Array.isArray(spec["containers"])) return { spec, path, template };
  }
  return undefined;
}
