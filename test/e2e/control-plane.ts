import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { selfSignedCertificate } from "../helpers/self-signed-certificate.ts";
import { ApiClient } from "./api-client.ts";
import { freePort } from "./free-port.ts";
import { ServerProcess } from "./server-process.ts";
import { waitFor } from "./wait-for.ts";

const TOKEN = "kube-mps-e2e";

/** An etcd and a kube-apiserver on loopback, without nodes and controllers. */
export class ControlPlane {
  readonly api: ApiClient;
  readonly #folder: string;
  readonly #servers: readonly ServerProcess[];

  private constructor(api: ApiClient, folder: string, servers: readonly ServerProcess[]) {
    this.api = api;
    this.#folder = folder;
    this.#servers = servers;
  }

  /** @param assets - a folder with `etcd` and `kube-apiserver`, as setup-envtest fills one */
  static async start(assets: string): Promise<ControlPlane> {
    const folder = mkdtempSync(join(tmpdir(), "kube-mps-e2e-"));
    const tls = selfSignedCertificate();
    const [etcdPort, port] = [await freePort(), await freePort()];
    const etcd = new ServerProcess(join(assets, "etcd"), etcdFlags(folder, etcdPort));
    const flags = apiServerFlags(folder, tls, etcdPort, port);
    const apiServer = new ServerProcess(join(assets, "kube-apiserver"), flags);
    const api = new ApiClient(port, tls.cert, TOKEN);
    const plane = new ControlPlane(api, folder, [etcd, apiServer]);
    try {
      await waitFor("the API server to be ready", 75_000, async () => {
        for (const server of plane.#servers) server.mustBeRunning();
        return (await api.send("GET", "/readyz")).status === 200;
      });
      return plane;
    } catch (error) {
      const { message } = error as Error;
      const logs = plane.logs();
      await plane.stop();
      throw new Error(`${message}\n${logs}`);
    }
  }

  /** The last log lines of both servers. */
  logs(): string {
    return this.#servers.map((server) => server.log()).join("\n");
  }

  async stop(): Promise<void> {
    this.api.close();
    for (const server of [...this.#servers].reverse()) await server.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function etcdFlags(folder: string, port: number): string[] {
  const url = `http://127.0.0.1:${port}`;
  return [
    `--data-dir=${join(folder, "etcd")}`,
    `--listen-client-urls=${url}`,
    `--advertise-client-urls=${url}`,
    "--listen-peer-urls=http://127.0.0.1:0",
  ];
}

/** Only flags that every version from 1.20 to 1.34 knows, and all that any of them requires. */
function apiServerFlags(
  folder: string,
  tls: { key: string; cert: string },
  etcdPort: number,
  port: number,
): string[] {
  const write = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  };
  const serviceAccount = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  return [
    `--etcd-servers=http://127.0.0.1:${etcdPort}`,
    "--bind-address=127.0.0.1",
    "--advertise-address=127.0.0.1",
    `--secure-port=${port}`,
    `--tls-cert-file=${write("tls.crt", tls.cert)}`,
    `--tls-private-key-file=${write("tls.key", tls.key)}`,
    `--cert-dir=${folder}`,
    `--token-auth-file=${write("tokens.csv", `${TOKEN},admin,admin,system:masters\n`)}`,
    "--authorization-mode=AlwaysAllow",
    "--service-account-issuer=https://kubernetes.default.svc",
    `--service-account-key-file=${write("sa.pub", serviceAccount.publicKey)}`,
    `--service-account-signing-key-file=${write("sa.key", serviceAccount.privateKey)}`,
    "--service-cluster-ip-range=10.0.0.0/24",
    "--endpoint-reconciler-type=none",
    // Without a controller there is no service account for a Pod.
    "--disable-admission-plugins=ServiceAccount",
  ];
}
