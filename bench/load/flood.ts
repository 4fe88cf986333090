import { Agent } from "node:https";
import type { Exchange } from "./drive.ts";
import { post } from "./post.ts";
import type { WebhookProcess } from "./webhook-process.ts";

/** The result of a flood of large reviews. Memory is in bytes. */
export interface FloodReport {
  readonly sent: number;
  readonly megabytesEach: number;
  readonly right: number;
  /** Answers 503, after which a review is sent again. */
  readonly refusals: number;
  /** Wrong, without an answer, or still refused after `PATIENCE_MS`. */
  readonly lost: number;
  readonly seconds: number;
}

/** The longest that `timeoutSeconds` of a webhook may be. */
const PATIENCE_MS = 30_000;

/** Sends all reviews at once, and each again as an API server does: after what `Retry-After` says. */
export async function flood(
  webhook: WebhookProcess,
  exchanges: readonly Exchange[],
): Promise<FloodReport> {
  const agent = new Agent({ keepAlive: true });
  const start = performance.now();
  let refusals = 0;
  const send = async ({ review, answer }: Exchange): Promise<boolean> => {
    while (performance.now() - start < PATIENCE_MS) {
      const reply = await post(agent, webhook, review).catch(() => undefined);
      if (reply?.status !== 503) return reply?.text === answer;
      refusals++;
      await new Promise((done) => setTimeout(done, Number(reply.retryAfter) * 1000));
    }
    return false;
  };
  const outcomes = await Promise.all(exchanges.map(send));
  agent.destroy();
  const right = outcomes.filter(Boolean).length;
  return {
    sent: outcomes.length,
    megabytesEach: Math.round((exchanges[0]?.review.length ?? 0) / 100_000) / 10,
    right,
    refusals,
    lost: outcomes.length - right,
    seconds: (performance.now() - start) / 1000,
  };
}
