/**
 * Where a value lies: object keys and array indices from the root down.
 *
 * @example
 * ```ts
 * const path: FieldPath = ["spec", "containers", 0, "resources", "limits", "nvidia.com/gpu"];
 * ```
 */
export type FieldPath = readonly (string | number)[];
