import { Agent } from "node:https";
import { post } from "./post.ts";
import type { WebhookProcess } from "./webhook-process.ts";

/** A review to send, and its answer. */
export interface Exchange {
  readonly review: string;
  readonly answer: string;
}

/** The result of a load. Times are in milliseconds, memory is in bytes. */
export interface LoadReport {
  readonly sent: number;
  readonly right: number;
  readonly wrong: number;
  /** Without an answer. */
  readonly lost: number;
  readonly seconds: number;
  readonly latency: { readonly median: number; readonly p99: number; readonly most: number };
  /** Of the server process, after each tenth of the load. */
  readonly memory: readonly number[];
}

/**
 * Sends `count` reviews, `concurrency` at a time, over connections that stay open, as an API server
 * does. Stops early after `deadlineSeconds`.
 */
export async function drive(
  webhook: WebhookProcess,
  exchangeOf: (index: number) => Exchange,
  { count, concurrency, deadlineSeconds }: Readonly<Record<Bound, number>>,
): Promise<LoadReport> {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  const latencies = new Float64Array(count);
  const memory: number[] = [];
  const outcome = { right: 0, wrong: 0, lost: 0 };
  const start = performance.now();
  const deadline = start + deadlineSeconds * 1000;
  let sent = 0;
  let done = 0;
  const client = async (): Promise<void> => {
    while (sent < count && performance.now() < deadline) {
      const index = sent++;
      const { review, answer } = exchangeOf(index);
      const from = performance.now();
      const text = await post(agent, webhook, review).then(
        (reply) => reply.text,
        () => undefined,
      );
      latencies[index] = performance.now() - from;
      outcome[text === undefined ? "lost" : text === answer ? "right" : "wrong"]++;
      if (++done % Math.ceil(count / 10) === 0) memory.push(webhook.memory());
    }
  };
  await Promise.all(Array.from({ length: concurrency }, client));
  const seconds = (performance.now() - start) / 1000;
  agent.destroy();
  const sorted = latencies.slice(0, sent).sort();
  const at = (share: number): number => sorted[Math.ceil(share * sent) - 1] ?? Number.NaN;
  const latency = { median: at(0.5), p99: at(0.99), most: at(1) };
  return { sent, ...outcome, seconds, latency, memory };
}

type Bound = "count" | "concurrency" | "deadlineSeconds";
