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
const ADMIN = "admin";

/** Users with a token, by their names. Others than the administrator may do what RBAC says. */
const TOKENS = {
  [ADMIN]: TOKEN,
  "system:serviceaccount:kube-mps:gpu-job-controller": `${TOKEN}-controller`,
} as const;

/** An etcd and a kube-apiserver on loopback, without nodes and controllers. */
export class ControlPlane {
  readonly api: ApiClient;
  readonly #port: number;
  readonly #ca: string;
  readonly #folder: string;
  readonly #servers: readonly ServerProcess[];

  private constructor(port: number, ca: string, folder: string, servers: readonly ServerProcess[]) {
    this.api = new ApiClient(port, ca, TOKEN);
    this.#port = port;
    this.#ca = ca;
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
    const plane = new ControlPlane(port, tls.cert, folder, [etcd, apiServer]);
    try {
      await waitFor("the API server to be ready", 75_000, async () => {
        for (const server of plane.#servers) server.mustBeRunning();
        return (await plane.api.send("GET", "/readyz")).status === 200;
      });
      console.log(`e2e runs on Kubernetes ${(await plane.version()).gitVersion}`);
      return plane;
    } catch (error) {
      const { message } = error as Error;
      const logs = plane.logs();
      await plane.stop();
      throw new Error(`${message}\n${logs}`);
    }
  }

  /** Of the API server: `{ gitVersion: "v1.36.2", minor: 36 }`. */
  async version(): Promise<{ gitVersion: string; minor: number }> {
    const { gitVersion, minor } = (await this.api.send("GET", "/version")).body;
    return { gitVersion, minor: Number.parseInt(minor, 10) };
  }

  /** The path of a kubeconfig for a user. */
  kubeconfig(user: keyof typeof TOKENS = ADMIN): string {
    const path = join(this.#folder, `${user}.json`);
    const data = Buffer.from(this.#ca).toString("base64");
    const cluster = {
      server: `https://127.0.0.1:${this.#port}`,
      "certificate-authority-data": data,
    };
    const config = {
      apiVersion: "v1",
      kind: "Config",
      clusters: [{ name: "e2e", cluster }],
      users: [{ name: user, user: { token: TOKENS[user] } }],
      contexts: [{ name: "e2e", context: { cluster: "e2e", user } }],
      "current-context": "e2e",
    };
    writeFileSync(path, JSON.stringify(config), { mode: 0o600 });
    return path;
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

/** Only flags that every version from 1.20 to 1.36 knows, and all that any of them requires. */
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
  const tokens = Object.entries(TOKENS)
    .map(([user, token]) =>
      [token, user, user, ...(user === ADMIN ? ["system:masters"] : [])].join(),
    )
    .join("\n");
  return [
    `--etcd-servers=http://127.0.0.1:${etcdPort}`,
    "--bind-address=127.0.0.1",
    "--advertise-address=127.0.0.1",
    `--secure-port=${port}`,
    `--tls-cert-file=${write("tls.crt", tls.cert)}`,
    `--tls-private-key-file=${write("tls.key", tls.key)}`,
    `--cert-dir=${folder}`,
    `--token-auth-file=${write("tokens.csv", tokens)}`,
    "--authorization-mode=RBAC",
    "--service-account-issuer=https://kubernetes.default.svc",
    `--service-account-key-file=${write("sa.pub", serviceAccount.publicKey)}`,
    `--service-account-signing-key-file=${write("sa.key", serviceAccount.privateKey)}`,
    "--service-cluster-ip-range=10.0.0.0/24",
    "--endpoint-reconciler-type=none",
    // Without a controller there is no service account for a Pod.
    "--disable-admission-plugins=ServiceAccount",
  ];
}
