import { OWN_API_VERSION } from "../kubernetes/own-group.ts";
import { MIB } from "../kubernetes/quantity/mebibytes.ts";
import { type Issue, newIssue } from "../result/issue.ts";
import { failure, isNonEmpty, type Result, success } from "../result/result.ts";
import { isRecord } from "../result/unknown-object.ts";
import { unreadable } from "../result/unreadable.ts";
import { checkConfig } from "./check-config.ts";
import type { MpsConfig, MpsConfigInput } from "./mps-config.ts";
import { type MpsConfigRecord, RECORD_KIND, type RecordMetadata } from "./mps-config-record.ts";

/**
 * Writes limits as a record, an object of their own: canonical, JSON-safe, and valid wherever limits are
 * taken.
 *
 * Issues: those of `validateMpsConfig`, and `config/record` if the metadata has no name. Never throws.
 *
 * @param metadata - used as it is
 *
 * @example
 * ```ts
 * const record = unwrap(toRecord({ pinnedDeviceMemoryLimit: "4Gi" }, { name: "small" }));
 * await writeFile("small.json", JSON.stringify(record));
 * ```
 */
export function toRecord<Metadata extends RecordMetadata>(
  config: MpsConfigInput | MpsConfig | MpsConfigRecord,
  metadata: Metadata,
): Result<MpsConfigRecord<MpsConfig> & { readonly metadata: Metadata }> {
  try {
    // `minMemory` is compared where the record is used: here only what CUDA can represent matters.
    const checked = checkConfig(config, MIB);
    const issues: Issue[] = checked.ok ? [] : [...checked.issues];
    if (!isRecord(metadata) || typeof metadata.name !== "string" || metadata.name === "") {
      const message = "the metadata of a record must be an object with a name";
      const hint = 'write { name: "small" }';
      issues.push(newIssue("config/record", ["metadata"], message, hint, metadata));
    }
    if (!checked.ok || isNonEmpty(issues)) return failure(issues as never, checked.warnings);
    const { config: spec } = checked.value;
    const record = { apiVersion: OWN_API_VERSION, kind: RECORD_KIND, metadata, spec } as const;
    return success(record, checked.warnings);
  } catch (error) {
    return unreadable(error);
  }
}
