// The process around the webhook: settings, files that change, metrics, signals.
//
//   TLS_DIR       folder with tls.crt and tls.key, as a Secret is mounted
//   LIMITS_DIR    folder with limits.json, MPS limits by namespace, and perhaps policies.json, a list of
//                 GpuSharingPolicies
//   MISSING_HINT  what the owner of a Pod can do if its namespace has no limits
//   PORT          default 8443
//   METRICS_PORT  plain HTTP, GET /metrics; default 9090
//   MEMORY_LIMIT  of the container, in bytes; a twelfth of it may be in flight; default 256 MiB
//   RELOAD_MS     how often the files are read again, default 10000
//   DRAIN_MS      how long to keep answering after SIGTERM, default 5000
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { formatIssue, unwrap } from "kube-mps";
import { compileAdmissionOptions } from "kube-mps/admission";
import { keepReading } from "./keep-reading.mjs";
import { readLimits } from "./limits.mjs";
import { createMetrics } from "./metrics.mjs";
import { createWebhook, MOST_BYTES } from "./webhook.mjs";

const { TLS_DIR = "/tls", LIMITS_DIR = "/limits" } = process.env;
const {
  MISSING_HINT = "ask the administrators of this cluster to add it to the ConfigMap kube-mps/kube-mps-limits",
} = process.env;
/**
 * @param {string} name
 * @param {number} otherwise
 */
function numberOf(name, otherwise) {
  const value = Number(process.env[name] ?? otherwise);
  if (Number.isNaN(value)) throw new TypeError(`${name} must be a number`);
  return value;
}

/** @param {Record<string, unknown>} entry */
const log = (entry) => console.log(JSON.stringify({ time: new Date().toISOString(), ...entry }));

const memoryLimit = numberOf("MEMORY_LIMIT", 256 * 1024 * 1024);
const reloadMs = numberOf("RELOAD_MS", 10_000);
const drainMs = numberOf("DRAIN_MS", 5000);

// Invalid settings fail the start: `unwrap` throws with every issue.
const options = unwrap(compileAdmissionOptions({ patchOnUpdate: ["Deployment", "StatefulSet"] }));

const readTls = () => ({
  key: readFileSync(join(TLS_DIR, "tls.key"), "utf8"),
  cert: readFileSync(join(TLS_DIR, "tls.crt"), "utf8"),
});
/** @type {import("kube-mps/admission").ResolveLimits} */
let resolve = () => undefined;
const metrics = createMetrics(() => bytesInFlight());
const { server, stop, bytesInFlight } = createWebhook({
  ...readTls(),
  resolve: (request) => resolve(request),
  options,
  // `npm run bench:load` measures that this is little enough.
  maxBytesInFlight: Math.max(MOST_BYTES, Math.floor(memoryLimit / 12)),
  log: (entry) => {
    log(entry);
    metrics.countReview(entry);
  },
});

/** @param {"limits" | "certificate"} what */
const reloading = (what) => ({
  everyMs: reloadMs,
  used: () => {
    log({ level: "info", message: `${what} read again` });
    metrics.countReload(what, "used");
  },
  /** @param {unknown} error */
  refused: (error) => {
    log({ level: "error", message: `${what} refused, the old stays`, error: String(error) });
    metrics.countReload(what, "refused");
  },
});
const stopReadingTls = keepReading({
  read: readTls,
  use: (tls) => server.setSecureContext(tls),
  ...reloading("certificate"),
});
const stopReadingLimits = keepReading({
  read: () => {
    const policies = join(LIMITS_DIR, "policies.json");
    return {
      limits: readFileSync(join(LIMITS_DIR, "limits.json"), "utf8"),
      policies: existsSync(policies) ? readFileSync(policies, "utf8") : undefined,
    };
  },
  use: (files) => {
    const result = readLimits(files, MISSING_HINT);
    for (const warning of result.warnings) {
      log({ level: "warn", message: "limits", warning: formatIssue(warning) });
    }
    resolve = unwrap(result);
  },
  ...reloading("limits"),
});

const metricsServer = createServer(async (request, response) => {
  if (request.url !== "/metrics") return void response.writeHead(404).end();
  response.writeHead(200, { "content-type": metrics.registry.contentType });
  response.end(await metrics.registry.metrics());
});

/** @param {import("node:net").Server} listening */
const portOf = (listening) => {
  const address = listening.address();
  return typeof address === "object" ? address?.port : address;
};
metricsServer.listen(numberOf("METRICS_PORT", 9090), () =>
  server.listen(numberOf("PORT", 8443), () => {
    const ports = { port: portOf(server), metricsPort: portOf(metricsServer) };
    log({ level: "info", message: "listening", ...ports });
  }),
);

for (const signal of ["SIGTERM", "SIGINT"]) {
  process.once(signal, async () => {
    log({ level: "info", message: "stopping", signal });
    await stop(drainMs, 10_000);
    stopReadingTls();
    stopReadingLimits();
    metricsServer.close();
    metricsServer.closeAllConnections();
    log({ level: "info", message: "stopped" });
    process.exit();
  });
}
