// The HTTP side of the webhook: POST /mutate, GET /healthz, GET /readyz.
import { createServer } from "node:https";
import { performance } from "node:perf_hooks";
import { reviewAdmissionAsync } from "kube-mps/admission";

/** An UPDATE has the object twice, and the API server accepts 3 MiB for each. */
export const MOST_BYTES = 7 * 1024 * 1024;

/** Reviews that wait for room, unread. Each takes the memory of a connection, about 100 kB. */
const MOST_WAITING = 64;

/**
 * @typedef {object} WebhookSettings
 * @property {string | Buffer} key the private key, PEM
 * @property {string | Buffer} cert the certificate, PEM
 * @property {import("kube-mps/admission").ResolveLimits} resolve finds the limits for a request
 * @property {import("kube-mps/admission").AdmissionOptions | undefined} [options]
 * @property {number | undefined} [maxBytesInFlight] of all reviews that are read or answered at one
 *   time; others wait, then they are refused with 503, and the API server sends them again. Default: no
 *   bound
 * @property {number | undefined} [waitMs] the longest that a review waits for room; default 2000
 * @property {(entry: Record<string, unknown>) => void} log called once for every POST /mutate
 *
 * @typedef {object} Webhook
 * @property {import("node:https").Server} server not listening yet
 * @property {(drainMs: number, deadlineMs: number) => Promise<void>} stop
 * @property {() => number} bytesInFlight
 */

/**
 * @param {WebhookSettings} settings
 * @returns {Webhook}
 */
export function createWebhook({ key, cert, resolve, options, log, ...bounds }) {
  const { maxBytesInFlight = Number.POSITIVE_INFINITY, waitMs = 2000 } = bounds;
  let draining = false;
  let bytesInFlight = 0;
  /** @type {Set<() => void>} */
  const waiting = new Set();

  /**
   * Counts a review, as soon as there is room for it.
   * @param {number} bytes
   */
  const enter = async (bytes) => {
    const until = performance.now() + waitMs;
    while (bytesInFlight + bytes > maxBytesInFlight) {
      const left = until - performance.now();
      if (left <= 0 || waiting.size >= MOST_WAITING) return false;
      await new Promise((resolve) => {
        const timer = setTimeout(() => wake(), left);
        const wake = () => {
          clearTimeout(timer);
          waiting.delete(wake);
          resolve(undefined);
        };
        waiting.add(wake);
      });
    }
    bytesInFlight += bytes;
    return true;
  };

  /** @type {Send} */
  const send = (response, code, text, headers = {}) => {
    response.writeHead(code, {
      "content-type": "text/plain; charset=utf-8",
      "content-length": Buffer.byteLength(text),
      ...headers,
      // An open connection does not notice that the Service no longer leads here. If it is closed only
      // at the end, the review on its way is lost.
      ...(draining ? { connection: "close" } : {}),
    });
    response.end(text);
  };

  /** @type {Refuse} */
  const refuse = async (request, response, refusal) => {
    // The API server stops sending once it has the answer, which it may never see if the connection ends
    // while it sends. Node reads and drops the rest, unless the answer says that the connection ends.
    if (draining && refusal !== REFUSALS.tooLong) {
      for await (const _ of request.iterator({ destroyOnReturn: false })) continue;
    }
    send(response, refusal.code, refusal.text, refusal.headers);
    return refused(refusal);
  };

  /**
   * Counts a review from its first byte to its answer, by the size that it announces.
   * @param {import("node:http").IncomingMessage} request
   * @param {import("node:http").ServerResponse} response
   */
  const mutate = async (request, response) => {
    const started = performance.now();
    const bytes = Number(request.headers["content-length"] ?? MOST_BYTES);
    const refusal =
      refusalOf(request, bytes) ?? ((await enter(bytes)) ? undefined : REFUSALS.overloaded);
    const work =
      refusal === undefined
        ? answer(request, response, { resolve, options, send, refuse })
        : refuse(request, response, refusal);
    const entry = await work.catch((error) => {
      if (response.headersSent || !request.complete) response.destroy();
      else send(response, 500, "internal error\n");
      const reason = request.complete ? "internal" : "aborted";
      return { ...refused({ reason }), level: "error", error: String(error) };
    });
    if (refusal === undefined) {
      bytesInFlight -= bytes;
      for (const wake of waiting) wake();
    }
    log({ ...entry, ms: Math.round((performance.now() - started) * 100) / 100 });
  };

  const server = createServer({ key, cert, minVersion: "TLSv1.2" }, (request, response) => {
    const [path] = (request.url ?? "").split("?", 1);
    const method = request.method === "HEAD" ? "GET" : request.method;
    switch (`${method} ${path}`) {
      case "GET /healthz":
        return send(response, 200, "ok\n");
      case "GET /readyz":
        return draining ? send(response, 503, "draining\n") : send(response, 200, "ok\n");
      case "POST /mutate":
        return void mutate(request, response);
      default:
        return send(response, 404, "not found\n");
    }
  });
  // The API server gives up after 30 seconds at most, and closes idle connections after 90: if
  // this side closed one first, a review in flight would be lost.
  server.requestTimeout = 30_000;
  server.headersTimeout = 10_000;
  server.keepAliveTimeout = 120_000;

  /**
   * Fails /readyz, answers until no new reviews arrive, then finishes those in flight.
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

  return { server, stop, bytesInFlight: () => bytesInFlight };
}

/**
 * @callback Send
 * @param {import("node:http").ServerResponse} response
 * @param {number} code
 * @param {string} text
 * @param {Record<string, string>} [headers]
 * @returns {void}
 */

/**
 * @callback Refuse
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 * @param {Refusal} refusal
 * @returns {Promise<Record<string, unknown>>} what to log
 */

/**
 * Why a review is not answered.
 * @typedef {object} Refusal
 * @property {number} code
 * @property {string} reason
 * @property {string} text
 * @property {Record<string, string>} [headers]
 */
const REFUSALS = {
  contentType: {
    code: 415,
    reason: "content-type",
    text: "the content type must be application/json\n",
  },
  tooLong: {
    code: 413,
    reason: "too-long",
    text: `a review has at most ${MOST_BYTES} bytes\n`,
    // The unread rest would be taken for the next request.
    headers: { connection: "close" },
  },
  // The API server waits for as long as the header says, then asks again, until `timeoutSeconds` of
  // the configuration are over.
  overloaded: {
    code: 503,
    reason: "overloaded",
    text: "too many bytes in flight\n",
    headers: { "retry-after": "1" },
  },
  json: { code: 400, reason: "json", text: "the body must be JSON\n" },
};

/**
 * @param {import("node:http").IncomingMessage} request
 * @param {number} bytes of this review
 * @returns {Refusal | undefined}
 */
function refusalOf({ headers }, bytes) {
  if (bytes > MOST_BYTES) return REFUSALS.tooLong;
  if (!/^application\/json\b/i.test(headers["content-type"] ?? "")) return REFUSALS.contentType;
  return undefined;
}

/** @param {{ reason: string, code?: number }} refusal */
function refused({ code, reason }) {
  return { level: "warn", message: "refused", result: "refused", reason, code };
}

/**
 * Answers one review, and returns what to log.
 *
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 * @param {Pick<WebhookSettings, "resolve" | "options"> & { send: Send, refuse: Refuse }} settings
 */
async function answer(request, response, { resolve, options, send, refuse }) {
  const body = await readBody(request);
  if (body === undefined) return refuse(request, response, REFUSALS.tooLong);
  let review;
  try {
    review = JSON.parse(body.toString("utf8"));
  } catch {
    return refuse(request, response, REFUSALS.json);
  }
  const answered = await reviewAdmissionAsync(review, resolve, options);
  send(response, 200, JSON.stringify(answered), { "content-type": "application/json" });
  return summary(review?.request, answered.response);
}

/**
 * The whole body, or undefined if it is too long; then the rest is not read.
 * @param {import("node:http").IncomingMessage} request
 */
async function readBody(request) {
  // One buffer of the announced size: chunks that are joined at the end take twice the memory.
  const announced = Number(request.headers["content-length"]);
  let body = Buffer.allocUnsafeSlow(Number.isNaN(announced) ? 64 * 1024 : announced);
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    if (bytes + chunk.length > MOST_BYTES) return undefined;
    if (bytes + chunk.length > body.length) {
      const larger = Buffer.allocUnsafeSlow(Math.min(MOST_BYTES, 2 * (bytes + chunk.length)));
      body.copy(larger, 0, 0, bytes);
      body = larger;
    }
    chunk.copy(body, bytes);
    bytes += chunk.length;
  }
  return body.subarray(0, bytes);
}

/**
 * The request and its outcome, without the object, which may contain secrets.
 * @param {import("kube-mps/admission").AdmissionRequest | undefined} request
 * @param {import("kube-mps/admission").AdmissionResponse} response
 */
function summary(request, response) {
  const { uid, allowed, patch, status, warnings, auditAnnotations } = response;
  const skipped = auditAnnotations?.skipped;
  const issues = status?.details.causes.map((cause) => cause.reason);
  return {
    level: allowed ? "info" : "warn",
    message: "review",
    result: !allowed ? "denied" : patch ? "patched" : skipped ? "skipped" : "unchanged",
    reason: skipped ?? issues?.[0],
    uid,
    kind: request?.kind?.kind,
    namespace: request?.namespace,
    name: request?.name,
    operation: request?.operation,
    dryRun: request?.dryRun,
    code: status?.code,
    issues,
    warnings: warnings?.length,
  };
}
