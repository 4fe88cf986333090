import type { UnknownObject } from "../result/unknown-object.ts";
import type { MpsConfigInput } from "./mps-config.ts";

/** The kind of a record. */
export const RECORD_KIND = "MpsConfig";

/**
 * MPS limits as an object of their own, as a platform stores them: accepted wherever limits are. Problems
 * of its limits are at paths through `spec`.
 *
 * @example
 * ```yaml
 * apiVersion: kube-mps.github.io/v1alpha1
 * kind: MpsConfig
 * metadata: { name: small }
 * spec: { pinnedDeviceMemoryLimit: 4Gi }
 * ```
 */
export interface MpsConfigRecord<Spec = MpsConfigInput> {
  readonly $schema?: string | undefined;
  readonly apiVersion: "kube-mps.github.io/v1alpha1";
  readonly kind: "MpsConfig";
  readonly metadata?: RecordMetadata | undefined;
  readonly spec: Spec;
}

/** The metadata of a record: what Kubernetes has in addition is accepted. */
export interface RecordMetadata {
  readonly name: string;
  readonly namespace?: string | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
}

/** Whether an object is meant to be a record rather than a config itself. */
export function isConfigRecord(input: UnknownObject): boolean {
  return "apiVersion" in input || "kind" in input;
}
