import { once } from "node:events";
import { Agent, request } from "node:https";
import type { AddressInfo } from "node:net";
import { text as textOf } from "node:stream/consumers";
import { reviewAdmission } from "kube-mps/admission";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createWebhook } from "../../../docs/examples/webhook/webhook.mjs";
import { postJson, send } from "../../helpers/post-json.ts";
import { selfSignedCertificate } from "../../helpers/self-signed-certificate.ts";
import { CONFIG, deployment, gpuPod, reviewOf } from "../admission/fixtures.ts";

const TLS = selfSignedCertificate();

async function start(
  resolve: () => unknown = () => CONFIG,
  bounds: { maxBytesInFlight?: number; waitMs?: number } = {},
) {
  const log: Record<string, unknown>[] = [];
  const webhook = createWebhook({
    ...TLS,
    resolve: resolve as () => typeof CONFIG,
    ...bounds,
    log: (entry) => log.push(entry),
  });
  webhook.server.listen(0, "127.0.0.1");
  await once(webhook.server, "listening");
  const { port } = webhook.server.address() as AddressInfo;
  const post = (body: unknown) => postJson(port, "/mutate", body, TLS.cert);
  return { ...webhook, port, post, log };
}

describe("the example webhook", () => {
  let running: Awaited<ReturnType<typeof start>>;
  afterEach(() => running.stop(0, 1000));

  it("answers reviews as reviewAdmission does, and logs each on one line", async () => {
    running = await start();
    const invalid = reviewOf(deployment({}, "many"));
    for (const review of [reviewOf(gpuPod()), invalid, { kind: "AdmissionReview" }]) {
      const { status, text } = await running.post(review);
      expect([status, JSON.parse(text)]).toStrictEqual([200, reviewAdmission(review, CONFIG)]);
    }
    const entry = {
      level: "info",
      message: "review",
      result: "patched",
      uid: "705ab4f5-6393-11e8-b7cc-42010a800002",
      kind: "Pod",
      namespace: "ml",
      name: "train",
      operation: "CREATE",
      dryRun: false,
      ms: expect.any(Number),
    };
    const denied = { ...entry, level: "warn", result: "denied" };
    expect(running.log).toEqual([
      entry,
      {
        ...denied,
        kind: "Deployment",
        reason: "gpu/quantity",
        code: 422,
        issues: ["gpu/quantity"],
      },
      {
        level: "warn",
        message: "review",
        result: "denied",
        reason: "admission/malformed",
        uid: "",
        code: 400,
        issues: ["admission/malformed", "admission/malformed"],
        ms: expect.any(Number),
      },
    ]);
  });

  it("does not reveal what a resolver throws", async () => {
    running = await start(() => {
      throw new Error("hunter2");
    });
    const { status, text } = await running.post(reviewOf(gpuPod()));
    expect([status, JSON.parse(text).response.status.code]).toStrictEqual([200, 500]);
    expect(text + JSON.stringify(running.log)).not.toContain("hunter2");
  });

  it("accepts a review of 6 MiB", async () => {
    running = await start();
    const review = reviewOf(gpuPod({ annotations: { data: "x".repeat(6 * 1024 * 1024) } }));
    const { status, text } = await running.post(review);
    expect([status, JSON.parse(text)]).toStrictEqual([200, reviewAdmission(review, CONFIG)]);
  });

  it("rejects requests that are not reviews, and continues to serve", async () => {
    running = await start();
    const long = JSON.stringify({ data: "x".repeat(7 * 1024 * 1024) });
    const statusOf = async (path: string, body?: string, type = "application/json") => {
      const headers: Record<string, string> = body === undefined ? {} : { "content-type": type };
      const reply = send(running.port, path, TLS.cert, body, headers);
      // The connection may end before the whole body is sent.
      return (await reply.catch(() => ({ status: 413 }))).status;
    };
    expect(await statusOf("/mutate", "{")).toBe(400);
    expect(await statusOf("/mutate", "a=b", "application/x-www-form-urlencoded")).toBe(415);
    expect(await statusOf("/mutate", long)).toBe(413);
    expect(await statusOf("/mutate", JSON.stringify(reviewOf(gpuPod())), "Application/JSON")).toBe(
      200,
    );
    expect(await statusOf("/mutate")).toBe(404);
    expect(await statusOf("/other", "{}")).toBe(404);
    expect(await statusOf("/healthz")).toBe(200);
    expect(await statusOf("/readyz?verbose")).toBe(200);
    expect(running.log.map(({ result, reason }) => [result, reason])).toStrictEqual([
      ["refused", "json"],
      ["refused", "content-type"],
      ["refused", "too-long"],
      ["patched", undefined],
    ]);
    expect(running.bytesInFlight()).toBe(0);
  });

  it("answers HEAD for its probes", async () => {
    running = await start();
    const options = { port: running.port, method: "HEAD", ca: TLS.cert, agent: false as const };
    for (const [path, status] of [
      ["/healthz", 200],
      ["/readyz", 200],
      ["/mutate", 404],
    ] as const) {
      const [response] = await once(request({ ...options, path }).end(), "response");
      expect([response.statusCode, await textOf(response)]).toStrictEqual([status, ""]);
    }
  });

  it("refuses what is more than it may hold, and is ready again afterwards", async () => {
    const answers: ((config: typeof CONFIG) => void)[] = [];
    const review = JSON.stringify(reviewOf(gpuPod()));
    const bounds = { maxBytesInFlight: 2 * review.length, waitMs: 20 };
    running = await start(() => new Promise((resolve) => answers.push(resolve)), bounds);
    const held = [running.post(review), running.post(review)];
    await vi.waitFor(() => expect(answers).toHaveLength(2));
    expect(running.bytesInFlight()).toBe(2 * review.length);

    const refused = await reply(running.port, review);
    expect([refused.status, refused.headers["retry-after"]]).toStrictEqual([503, "1"]);
    // Without an announced length, it counts as one of the longest.
    const chunked = await reply(running.port, review, { "transfer-encoding": "chunked" });
    expect(chunked.status).toBe(503);

    for (const answer of answers) answer(CONFIG);
    for (const { status } of await Promise.all(held)) expect(status).toBe(200);
    expect(running.bytesInFlight()).toBe(0);
    expect(running.log).toMatchObject([
      { level: "warn", message: "refused", result: "refused", reason: "overloaded", code: 503 },
      { reason: "overloaded" },
      { result: "patched" },
      { result: "patched" },
    ]);
  });

  it("lets a review wait for room", async () => {
    const answers: ((config: typeof CONFIG) => void)[] = [];
    const review = JSON.stringify(reviewOf(gpuPod()));
    const bounds = { maxBytesInFlight: review.length, waitMs: 10_000 };
    running = await start(() => new Promise((resolve) => answers.push(resolve)), bounds);
    const replies = [running.post(review), running.post(review), running.post(review)];
    for (let answered = 0; answered < 3; answered++) {
      await vi.waitFor(() => expect(answers).toHaveLength(answered + 1));
      expect(running.bytesInFlight()).toBe(review.length);
      answers[answered]?.(CONFIG);
    }
    for (const { status } of await Promise.all(replies)) expect(status).toBe(200);
  });

  it("lets no more than 64 reviews wait", async () => {
    const answers: ((config: typeof CONFIG) => void)[] = [];
    const review = JSON.stringify(reviewOf(gpuPod()));
    const bounds = { maxBytesInFlight: review.length, waitMs: 60_000 };
    running = await start(() => new Promise((resolve) => answers.push(resolve)), bounds);
    const replies = Array.from({ length: 66 }, () => running.post(review));
    await vi.waitFor(() => expect(running.log).toHaveLength(1));
    expect(running.log).toMatchObject([{ reason: "overloaded" }]);
    for (let answered = 0; answered < 65; answered++) {
      await vi.waitFor(() => expect(answers).toHaveLength(answered + 1));
      answers[answered]?.(CONFIG);
    }
    const statuses = (await Promise.all(replies)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(65);
  });

  it("frees the bytes of a review that ends too early", async () => {
    running = await start();
    const headers = { "content-type": "application/json", "content-length": 1000 };
    const options = { port: running.port, path: "/mutate", method: "POST", ca: TLS.cert, headers };
    const outgoing = request({ ...options, agent: false }).on("error", () => {});
    outgoing.write("{");
    await vi.waitFor(() => expect(running.bytesInFlight()).toBe(1000));
    outgoing.destroy();
    await vi.waitFor(() => expect(running.bytesInFlight()).toBe(0));
    expect(running.log).toMatchObject([{ level: "error", result: "refused", reason: "aborted" }]);
  });

  it("finishes pending requests before it stops", async () => {
    let answer: (config: typeof CONFIG) => void = () => {};
    const asked = vi.fn(() => new Promise((resolve) => (answer = resolve)));
    running = await start(asked);
    const reply = running.post(reviewOf(gpuPod()));
    await vi.waitFor(() => expect(asked).toHaveBeenCalled());
    const stopped = running.stop(200, 5000);
    const draining = { status: 503, text: "draining\n" };
    expect(await send(running.port, "/readyz", TLS.cert)).toStrictEqual(draining);
    await new Promise((done) => setTimeout(done, 300));
    answer(CONFIG);
    expect((await reply).status).toBe(200);
    await stopped;
    await expect(send(running.port, "/healthz", TLS.cert)).rejects.toThrow("ECONNREFUSED");
  });
});

describe("replicas of the example webhook behind a Service", () => {
  it("lose no review of clients that keep their connections, in 10 stops", async () => {
    let current = await start();
    // As a Service does: it picks a replica for a new connection, and never again.
    const agent = new ServiceAgent(() => current.port);
    const outcome = { answered: 0, lost: [] as string[] };
    let done = false;
    const client = async () => {
      while (!done) {
        const { status } = await reply(current.port, JSON.stringify(reviewOf(gpuPod())), {
          agent,
        }).catch((error: Error) => ({ status: error.message }));
        if (status === 200) outcome.answered++;
        else outcome.lost.push(String(status));
      }
    };
    const clients = Array.from({ length: 8 }, client);
    for (let stops = 0; stops < 10; stops++) {
      const old = current;
      const next = await start();
      const stopped = old.stop(500, 5000);
      // The Service notices only after a while.
      await new Promise((resolve) => setTimeout(resolve, 20));
      current = next;
      await stopped;
    }
    done = true;
    await Promise.all(clients);
    agent.destroy();
    await current.stop(0, 1000);
    expect(outcome.lost).toStrictEqual([]);
    expect(outcome.answered).toBeGreaterThan(100);
  });
});

/** Keeps connections open, and opens each to the port of the moment. */
class ServiceAgent extends Agent {
  readonly #port: () => number;

  constructor(port: () => number) {
    super({ keepAlive: true });
    this.#port = port;
  }

  override getName(): string {
    return "service";
  }

  override createConnection(...[options, done]: Parameters<Agent["createConnection"]>) {
    return super.createConnection({ ...options, port: this.#port() }, done);
  }
}

/** Posts a review, and returns the status and headers of the answer. */
async function reply(
  port: number,
  review: string,
  { agent, ...headers }: { agent?: Agent; [name: string]: unknown } = {},
) {
  const outgoing = request({
    port,
    path: "/mutate",
    method: "POST",
    ca: TLS.cert,
    agent: agent ?? false,
    headers: { "content-type": "application/json", ...headers },
  });
  const answered = once(outgoing, "response");
  outgoing.end(review);
  const [response] = await answered;
  await textOf(response);
  return { status: response.statusCode as number | string, headers: response.headers };
}
