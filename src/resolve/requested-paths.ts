import type { MpsConfig, MpsField } from "../limits/mps-config.ts";
import type { FieldPath } from "../result/field-path.ts";

/**
 * Where in the object each field of a config was asked for. Only a memo, as in
 * docs/adr/0003-validated-configs-are-remembered.md: without it problems are reported at the container.
 */
const PATHS: WeakMap<MpsConfig, ReadonlyMap<MpsField, FieldPath>> = /* @__PURE__ */ new WeakMap();

export function rememberPaths(config: MpsConfig, paths: ReadonlyMap<MpsField, FieldPath>): void {
  PATHS.set(config, paths);
}

/** Where a field was asked for, if it was by an annotation. */
export function requestedPath(config: MpsConfig, field: MpsField): FieldPath | undefined {
  return PATHS.get(config)?.get(field);
}
