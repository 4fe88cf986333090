// The process around the webhook: settings, certificates, signals.
//
//   TLS_DIR      folder with tls.crt and tls.key, as a Secret of cert-manager mounts them
//   LIMITS_FILE  JSON: MPS limits by namespace, "*" for all others
//   PORT         default 8443
//   DRAIN_MS     how long to keep answering after SIGTERM, default 5000
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { unwrap, validateMpsConfig } from "kube-mps";
import { compileAdmissionOptions } from "kube-mps/admission";
import { createWebhook } from "./webhook.mjs";

const { TLS_DIR = "/tls", LIMITS_FILE = "/limits/limits.json" } = process.env;
const { PORT = "8443", DRAIN_MS = "5000" } = process.env;

/** @param {Record<string, unknown>} entry */
const log = (entry) => console.log(JSON.stringify({ time: new Date().toISOString(), ...entry }));
const readTls = () => ({
  key: readFileSync(join(TLS_DIR, "tls.key")),
  cert: readFileSync(join(TLS_DIR, "tls.crt")),
});

// Invalid settings fail the start: `unwrap` throws with every issue.
const options = unwrap(compileAdmissionOptions({ patchOnUpdate: ["Deployment", "StatefulSet"] }));
const limits = new Map(
  Object.entries(JSON.parse(readFileSync(LIMITS_FILE, "utf8"))).map(([namespace, input]) => [
    namespace,
    unwrap(validateMpsConfig(input)),
  ]),
);

let tls = readTls();
const { server, stop } = createWebhook({
  ...tls,
  resolve: ({ namespace = "" }) => limits.get(namespace) ?? limits.get("*"),
  options,
  log,
});
server.listen(Number(PORT), () => {
  const address = server.address();
  const port = typeof address === "object" ? address?.port : address;
  log({ level: "info", message: "listening", port });
});

// cert-manager renews certificates in place.
setInterval(() => {
  try {
    const now = readTls();
    if (now.key.equals(tls.key) && now.cert.equals(tls.cert)) return;
    server.setSecureContext(now);
    tls = now;
    log({ level: "info", message: "certificate renewed" });
  } catch (error) {
    log({ level: "error", message: "certificate cannot be read", error: String(error) });
  }
}, 60_000).unref();

for (const signal of ["SIGTERM", "SIGINT"]) {
  process.once(signal, async () => {
    log({ level: "info", message: "stopping", signal });
    await stop(Number(DRAIN_MS), 10_000);
    log({ level: "info", message: "stopped" });
    process.exit();
  });
}
