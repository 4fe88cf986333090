import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { selfSignedCertificate } from "../../test/helpers/self-signed-certificate.ts";

const SERVER = "docs/examples/webhook/server.mjs";

/** What the Deployment of the example sets for its container. */
export interface ContainerSettings {
  /** In bytes. */
  readonly memoryLimit: number;
  readonly nodeOptions: string;
}

/** The example webhook in a process of its own, on loopback. Started from the root of the repository. */
export class WebhookProcess {
  readonly ca: string;
  port = 0;
  /** Lines logged about a review. */
  reviews = 0;
  readonly #folder: string;
  readonly #child: ChildProcessWithoutNullStreams;
  #lastLines: string[] = [];

  private constructor(limits: object, { memoryLimit, nodeOptions }: ContainerSettings) {
    const { key, cert } = selfSignedCertificate();
    this.ca = cert;
    this.#folder = mkdtempSync(join(tmpdir(), "kube-mps-load-"));
    const file = (name: string, text: string): string => {
      const path = join(this.#folder, name);
      writeFileSync(path, text, { mode: 0o600 });
      return path;
    };
    file("tls.key", key);
    file("tls.crt", cert);
    file("limits.json", JSON.stringify(limits));
    const settings = {
      TLS_DIR: this.#folder,
      LIMITS_DIR: this.#folder,
      PORT: "0",
      METRICS_PORT: "0",
      DRAIN_MS: "0",
      MEMORY_LIMIT: String(memoryLimit),
      NODE_OPTIONS: nodeOptions,
    };
    this.#child = spawn(process.execPath, [SERVER], { env: { ...process.env, ...settings } });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      createInterface(stream).on("line", (line) => this.#read(line));
    }
  }

  /** @param limits - MPS limits by namespace, as the server reads them */
  static async start(limits: object, container: ContainerSettings): Promise<WebhookProcess> {
    const webhook = new WebhookProcess(limits, container);
    const deadline = Date.now() + 15_000;
    while (webhook.port === 0) {
      if (Date.now() > deadline || webhook.#child.exitCode !== null) {
        const lines = webhook.#lastLines.join("\n");
        await webhook.stop();
        throw new Error(`the webhook did not start:\n${lines}`);
      }
      await new Promise((done) => setTimeout(done, 20));
    }
    return webhook;
  }

  /** Resident memory in bytes; NaN without /proc. */
  memory(): number {
    return this.#status("VmRSS");
  }

  /** The most resident memory so far, in bytes; NaN without /proc. */
  peakMemory(): number {
    return this.#status("VmHWM");
  }

  #status(field: string): number {
    try {
      const status = readFileSync(`/proc/${this.#child.pid}/status`, "utf8");
      return Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1]) * 1024;
    } catch {
      return Number.NaN;
    }
  }

  /** Sends SIGTERM, and waits until the process ends. */
  async stop(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const closed = once(this.#child, "close");
      const deadline = setTimeout(() => this.#child.kill("SIGKILL"), 15_000);
      this.#child.kill("SIGTERM");
      await closed;
      clearTimeout(deadline);
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #read(line: string): void {
    if (line.includes('"message":"review"')) {
      this.reviews++;
      return;
    }
    this.#lastLines = [...this.#lastLines, line].slice(-20);
    const port = /"message":"listening","port":(\d+)/.exec(line)?.[1];
    if (port !== undefined) this.port = Number(port);
  }
}
