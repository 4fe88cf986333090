import { request } from "node:https";

/** Posts over TLS to 127.0.0.1, trusting one certificate. */
export function postJson(port: number, path: string, body: unknown, ca: string): Promise<Reply> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return send(port, path, ca, text, { "content-type": "application/json" });
}

/** The answer of a server. */
export interface Reply {
  readonly status: number | undefined;
  readonly text: string;
}

/** Sends any request: a GET if there is no body. */
export function send(
  port: number,
  path: string,
  ca: string,
  body?: string,
  headers: Record<string, string> = {},
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const method = body === undefined ? "GET" : "POST";
    const options = { host: "127.0.0.1", port, path, method, headers, ca, agent: false as const };
    const outgoing = request(options, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk) => {
        text += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode, text }));
      response.on("error", reject);
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}
