import { type Agent, request } from "node:https";
import type { WebhookProcess } from "./webhook-process.ts";

/** The answer of the webhook. */
export interface LoadReply {
  readonly status: number | undefined;
  readonly retryAfter: string | undefined;
  readonly text: string;
}

/** Posts a review over a connection that stays open, with a deadline of 30 seconds. */
export function post(agent: Agent, { port, ca }: WebhookProcess, body: string): Promise<LoadReply> {
  return new Promise((resolve, reject) => {
    const headers = {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
    };
    const options = {
      host: "127.0.0.1",
      port,
      path: "/mutate",
      method: "POST",
      agent,
      ca,
      headers,
    };
    const outgoing = request({ ...options, timeout: 30_000 }, (response) => {
      const { statusCode: status } = response;
      const retryAfter = response.headers["retry-after"];
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("end", () => {
        resolve({ status, retryAfter, text });
        // As the client of the API server does: what is refused is not sent to its end.
        if (!outgoing.writableFinished) outgoing.destroy();
      });
      response.on("error", reject);
    });
    outgoing.on("timeout", () => outgoing.destroy(new Error("no answer within 30 seconds")));
    outgoing.on("error", reject).end(body);
  });
}
