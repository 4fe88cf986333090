// The HTTP side of the webhook: POST /mutate, GET /healthz, GET /readyz.
import { createServer } from "node:https";
import { performance } from "node:perf_hooks";
import { reviewAdmissionAsync } from "kube-mps/admission";

/** An UPDATE has the object twice, and the API server accepts 3 MiB for each. */
const MOST_BYTES = 7 * 1024 * 1024;

/**
 * @typedef {object} WebhookSettings
 * @property {string | Buffer} key the private key, PEM
 * @property {string | Buffer} cert the certificate, PEM
 * @property {import("kube-mps/admission").ResolveLimits} resolve finds the limits for a request
 * @property {import("kube-mps/admission").AdmissionOptions | undefined} [options]
 * @property {(entry: Record<string, unknown>) => void} log called for every review
 *
 * @typedef {object} Webhook
 * @property {import("node:https").Server} server not listening yet
 * @property {(drainMs: number, deadlineMs: number) => Promise<void>} stop
 */

/**
 * @param {WebhookSettings} settings
 * @returns {Webhook}
 */
export function createWebhook({ key, cert, resolve, options, log }) {
  let draining = false;
  const server = createServer({ key, cert, minVersion: "TLSv1.2" }, (request, response) => {
    const route = `${request.method} ${request.url?.split("?", 1)[0]}`;
    if (route === "GET /healthz") return reply(response, 200, "ok");
    if (route === "GET /readyz") {
      return draining ? reply(response, 503, "draining") : reply(response, 200, "ok");
    }
    if (route !== "POST /mutate") return reply(response, 404, "not found");
    mutate(request, response, { resolve, options, log }).catch((error) => {
      log({ level: "error", message: "request failed", error: String(error) });
      if (response.headersSent) response.destroy();
      else reply(response, 500, "internal error");
    });
  });
  // The API server gives up after 30 seconds at most, and closes idle connections after 90: if
  // this side closed one first, a review in flight would be lost.
  server.requestTimeout = 30_000;
  server.headersTimeout = 10_000;
  server.keepAliveTimeout = 120_000;

  /**
   * Fails /readyz, waits until no new reviews arrive, then finishes those in flight.
   * @param {number} drainMs
   * @param {number} deadlineMs
   */
  async function stop(drainMs, deadlineMs) {
    draining = true;
    await new Promise((done) => setTimeout(done, drainMs));
    const deadline = setTimeout(() => server.closeAllConnections(), deadlineMs);
    await new Promise((done) => {
      server.close(done);
      server.closeIdleConnections();
    });
    clearTimeout(deadline);
  }

  return { server, stop };
}

/**
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 * @param {Pick<WebhookSettings, "resolve" | "options" | "log">} settings
 */
async function mutate(request, response, { resolve, options, log }) {
  const started = performance.now();
  if (!/^application\/json\b/.test(request.headers["content-type"] ?? "")) {
    return reply(response, 415, "the content type must be application/json");
  }
  const body = await readBody(request);
  if (body === undefined) return reply(response, 413, `a review has at most ${MOST_BYTES} bytes`);
  let review;
  try {
    review = JSON.parse(body);
  } catch {
    return reply(response, 400, "the body must be JSON");
  }
  const answer = await reviewAdmissionAsync(review, resolve, options);
  const text = JSON.stringify(answer);
  response.writeHead(200, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(text),
  });
  response.end(text);
  const ms = Math.round((performance.now() - started) * 100) / 100;
  log({ ...summary(review?.request, answer.response), ms });
}

/**
 * The whole body, or undefined if it is too long; then the rest is not read.
 * @param {import("node:http").IncomingMessage} request
 */
async function readBody(request) {
  if (Number(request.headers["content-length"]) > MOST_BYTES) return undefined;
  const chunks = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/**
 * The request and its outcome, without the object, which may contain secrets.
 * @param {import("kube-mps/admission").AdmissionRequest | undefined} request
 * @param {import("kube-mps/admission").AdmissionResponse} response
 */
function summary(request, response) {
  const { uid, allowed, patch, status, warnings, auditAnnotations } = response;
  return {
    level: allowed ? "info" : "warn",
    message: "review",
    uid,
    kind: request?.kind?.kind,
    namespace: request?.namespace,
    name: request?.name,
    operation: request?.operation,
    dryRun: request?.dryRun,
    allowed,
    patched: patch !== undefined,
    skipped: auditAnnotations?.skipped,
    code: status?.code,
    issues: status?.details.causes.map((cause) => cause.reason),
    warnings: warnings?.length,
  };
}

/**
 * @param {import("node:http").ServerResponse} response
 * @param {number} code
 * @param {string} text
 */
function reply(response, code, text) {
  // The unread part of a body would be taken for the next request: close the connection.
  const connection = code === 413 || code === 415 ? { connection: "close" } : {};
  response.writeHead(code, { "content-type": "text/plain; charset=utf-8", ...connection });
  response.end(`${text}\n`);
}
