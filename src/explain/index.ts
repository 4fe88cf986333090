/**
 * Which MPS limit of a container holds, and why one does not. No I/O, no clock, no Node API.
 *
 * @module kube-mps/explain
 */
export { diagnose, type ObservedContainer } from "./diagnose.ts";
export type {
  DaemonLimits,
  EffectiveLimits,
  ExplainContext,
  Reason,
  Setter,
} from "./effective-limits.ts";
export { explainLimits } from "./explain-limits.ts";
export type { Evidence, Finding } from "./finding.ts";
export type {
  CardMemory,
  GpuProcess,
  LogEntry,
  LogEvent,
  Metric,
  MpsClient,
  Observations,
  PinnedLimit,
  ServerStatus,
} from "./observed/observations.ts";
export {
  parseClientList,
  parsePinnedLimit,
  parsePs,
  parseServerList,
  parseThreadPercentage,
} from "./observed/parse-answers.ts";
export { parseComputeApps } from "./observed/parse-compute-apps.ts";
export { parseControlLog } from "./observed/parse-control-log.ts";
export { parseObservations } from "./observed/parse-observations.ts";
export { parsePrometheus } from "./observed/parse-prometheus.ts";
