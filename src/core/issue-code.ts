/**
 * The closed list of what can be wrong, or worth knowing. Branch on these, never on prose.
 * Each has its row, with cause and cure, in `docs/errors.md`; a test holds the two together.
 */
export type IssueCode =
  // The MPS config.
  | "config/missing"
  | "config/type"
  | "config/unknown-key"
  | "config/limits-nothing"
  | "threads/type"
  | "threads/not-whole"
  | "threads/range"
  | "memory/type"
  | "memory/syntax"
  | "memory/not-whole"
  | "memory/too-small"
  | "memory/too-large"
  | "memory/unsafe-number"
  | "memory/rounded"
  | "device/key"
  | "device/out-of-range"
  | "priority/value"
  // Options.
  | "options/type"
  | "options/unknown-key"
  | "options/value"
  | "options/carrier"
  // GPUs in a workload.
  | "gpu/quantity"
  | "gpu/limit-mismatch"
  | "gpu/count-is-shares"
  | "gpu/mig-unverified"
  // Environment and resource limits that were there before.
  | "env/overridden"
  | "env/incomparable"
  | "env/conflict"
  | "env/ignored-by-cuda"
  | "resource/overridden"
  | "resource/conflict"
  | "resource/not-added"
  // The workload itself.
  | "workload/malformed"
  | "workload/unknown-kind"
  | "workload/too-deep"
  // Whatever was handed in.
  | "input/type"
  | "input/unreadable"
  // Text.
  | "yaml/syntax"
  | "yaml/separator"
  | "yaml/template"
  | "yaml/merge-order"
  | "yaml/alias"
  | "yaml/duplicate-key"
  | "yaml/line-break"
  | "yaml/too-deep"
  | "yaml/too-long"
  | "yaml/unsupported"
  // Admission.
  | "admission/malformed"
  | "admission/resolver-failed";
