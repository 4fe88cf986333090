import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { reviewAdmission } from "kube-mps/admission";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createWebhook } from "../../../docs/examples/webhook/webhook.mjs";
import { postJson, send } from "../../helpers/post-json.ts";
import { selfSignedCertificate } from "../../helpers/self-signed-certificate.ts";
import { CONFIG, deployment, gpuPod, reviewOf } from "../admission/fixtures.ts";

const TLS = selfSignedCertificate();

async function start(resolve: () => unknown = () => CONFIG) {
  const log: Record<string, unknown>[] = [];
  const webhook = createWebhook({
    ...TLS,
    resolve: resolve as () => typeof CONFIG,
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
      uid: "705ab4f5-6393-11e8-b7cc-42010a800002",
      kind: "Pod",
      namespace: "ml",
      name: "train",
      operation: "CREATE",
      dryRun: false,
      allowed: true,
      patched: true,
      ms: expect.any(Number),
    };
    const denied = { ...entry, level: "warn", allowed: false, patched: false };
    expect(running.log).toEqual([
      entry,
      { ...denied, kind: "Deployment", code: 422, issues: ["gpu/quantity"] },
      {
        level: "warn",
        message: "review",
        uid: "",
        allowed: false,
        patched: false,
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
    expect(await statusOf("/mutate")).toBe(404);
    expect(await statusOf("/other", "{}")).toBe(404);
    expect(await statusOf("/healthz")).toBe(200);
    expect(await statusOf("/readyz?verbose")).toBe(200);
  });

  it("finishes pending requests before it stops", async () => {
    let answer: (config: typeof CONFIG) => void = () => {};
    const asked = vi.fn(() => new Promise((resolve) => (answer = resolve)));
    running = await start(asked);
    const reply = running.post(reviewOf(gpuPod()));
    await vi.waitFor(() => expect(asked).toHaveBeenCalled());
    const stopped = running.stop(200, 5000);
    expect(await send(running.port, "/readyz", TLS.cert)).toStrictEqual({
      status: 503,
      text: "draining\n",
    });
    await new Promise((done) => setTimeout(done, 300));
    answer(CONFIG);
    expect((await reply).status).toBe(200);
    await stopped;
    await expect(send(running.port, "/healthz", TLS.cert)).rejects.toThrow("ECONNREFUSED");
  });
});

describe("the process of the example webhook", () => {
  const folder = mkdtempSync(join(tmpdir(), "kube-mps-"));
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });

  it("starts, finds limits by namespace, and stops on SIGTERM", async () => {
    writeFileSync(join(folder, "tls.key"), TLS.key);
    writeFileSync(join(folder, "tls.crt"), TLS.cert);
    const limits = { ml: CONFIG, "*": { activeThreadPercentage: 10 } };
    writeFileSync(join(folder, "limits.json"), JSON.stringify(limits));
    vi.stubEnv("TLS_DIR", folder);
    vi.stubEnv("LIMITS_FILE", join(folder, "limits.json"));
    vi.stubEnv("PORT", "0");
    vi.stubEnv("DRAIN_MS", "0");
    const exit = vi.spyOn(process, "exit").mockReturnValue(undefined as never);
    const print = vi.spyOn(console, "log").mockReturnValue();
    const lines = () => print.mock.calls.map(([line]) => JSON.parse(String(line)));

    await import("../../../docs/examples/webhook/server.mjs");
    await vi.waitFor(() => expect(lines()).toHaveLength(1));
    const { port } = lines()[0];
    for (const [namespace, config] of Object.entries({ ml: CONFIG, other: limits["*"] })) {
      const review = reviewOf(gpuPod(), { namespace });
      const { text } = await postJson(port, "/mutate", review, TLS.cert);
      expect(JSON.parse(text)).toStrictEqual(reviewAdmission(review, config));
    }
    process.emit("SIGTERM");
    await vi.waitFor(() => expect(exit).toHaveBeenCalledWith());
    expect(lines().map(({ message }) => message)).toStrictEqual([
      "listening",
      "review",
      "review",
      "stopping",
      "stopped",
    ]);
  });
});
