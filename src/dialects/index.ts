/**
 * MPS limits in every dialect of GPU sharing. No I/O, no clock, no Node API.
 *
 * @module kube-mps/dialects
 */
export type { Result } from "../result/result.ts";
