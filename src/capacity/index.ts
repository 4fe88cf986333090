/**
 * Whether limits fit the cards, and how many cards they need. No I/O, no clock, no Node API.
 *
 * @module kube-mps/capacity
 */
export type { Result } from "../result/result.ts";
