import { printable } from "./printable.ts";

/**
 * Where a value is: object keys and array indices from the root down.
 *
 * @example
 * ```ts
 * const path: FieldPath = ["spec", "containers", 0, "resources", "limits", "nvidia.com/gpu"];
 * ```
 */
export type FieldPath = readonly (string | number)[];

/** Keys that read well after a dot; every other key goes into brackets. */
const PLAIN_KEY = /^[A-Za-z_][\w-]*$/;

/**
 * Renders a path the way the Kubernetes API server does in its own errors, on one line.
 *
 * @example
 * ```ts
 * formatPath(["spec", "containers", 0, "resources", "limits", "nvidia.com/gpu"]);
 * // "spec.containers[0].resources.limits[nvidia.com/gpu]"
 * ```
 */
export function formatPath(path: FieldPath): string {
  let text = "";
  for (const step of path) {
    const key = String(step);
    if (!PLAIN_KEY.test(key)) text += `[${printable(key)}]`;
    else text += text === "" ? key : `.${key}`;
  }
  return text;
}
