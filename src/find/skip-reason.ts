/** Why something was left as it is. */
export type SkipReason =
  /** No container requests a GPU. */
  | "no-gpu"
  /** Every limit is already there. */
  | "already-injected"
  /** `onConflict: "keep"` kept other values. */
  | "kept-existing"
  /** It has no limits that could be taken out. */
  | "no-limits"
  /** The config limits neither memory nor threads. */
  | "limits-nothing"
  /** A kind that is not in the table. */
  | "unknown-kind"
  /** A GPU is named where nothing is searched: in a text, or in an object that is not a workload. */
  | "not-searched"
  /** `missingConfig: "skip"`, and there is no config. */
  | "no-config"
  /** The function that finds limits says so. */
  | "exempt"
  /** Another controller generates it, and will do so again. */
  | "managed"
  /** It has the label or annotation that `optOut` names. */
  | "opted-out"
  /** It has a DRA resource claim: whether that is a GPU cannot be known from here. */
  | "resource-claim"
  /** A debug container: Kubernetes gives those no resources. */
  | "ephemeral"
  /** Nothing that runs: a pattern, a quota, a scalar, an empty document. */
  | "not-a-workload"
  /** It could not be understood; an issue or a warning says why. */
  | "invalid"
  /** An admission request to update what cannot, or need not, be updated. */
  | "update"
  /** An admission request for a subresource. */
  | "subresource"
  /** An admission request to delete or connect. */
  | "operation"
  /** It is being deleted. */
  | "terminating";
