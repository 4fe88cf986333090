import { Agent, request } from "node:https";

/** The answer of the API server. */
export interface ApiReply {
  readonly status: number | undefined;
  /** Parsed if it is JSON, else the text. */
  // biome-ignore lint/suspicious/noExplicitAny: an object of any kind, or a Status
  readonly body: any;
  /** The texts of its Warning headers. */
  readonly warnings: readonly string[];
}

/** Sends requests to the API server as an administrator, each with a deadline. */
export class ApiClient {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 50 });
  readonly #port: number;
  readonly #ca: string;
  readonly #token: string;

  constructor(port: number, ca: string, token: string) {
    this.#port = port;
    this.#ca = ca;
    this.#token = token;
  }

  send(method: string, path: string, body?: object, type = "application/json"): Promise<ApiReply> {
    return new Promise((resolve, reject) => {
      const outgoing = request(
        {
          host: "127.0.0.1",
          port: this.#port,
          ca: this.#ca,
          agent: this.#agent,
          method,
          path,
          headers: { authorization: `Bearer ${this.#token}`, "content-type": type },
          signal: AbortSignal.timeout(60_000),
        },
        (response) => {
          let text = "";
          response.setEncoding("utf8").on("data", (chunk: string) => {
            text += chunk;
          });
          response.on("error", reject);
          response.on("end", () =>
            resolve({
              status: response.statusCode,
              body: text.startsWith("{") ? JSON.parse(text) : text,
              warnings: warningsOf(response.headersDistinct["warning"]),
            }),
          );
        },
      );
      outgoing.on("error", reject);
      outgoing.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** Each is `299 - "text"`; a header may have several. */
function warningsOf(headers: readonly string[] = []): string[] {
  return headers.flatMap((header) =>
    [...header.matchAll(/299 - ("(?:[^"\\]|\\.)*")/g)].map(([, text = ""]) => JSON.parse(text)),
  );
}
