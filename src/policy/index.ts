/**
 * Policies for sharing GPUs: who gets how much. No I/O, no clock, no Node API.
 *
 * @module kube-mps/policy
 */
export type { Result } from "../result/result.ts";
