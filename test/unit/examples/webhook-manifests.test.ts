import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { DEFAULT_GPU_RESOURCES } from "../../../src/kubernetes/gpu/gpu-resource-names.ts";
import { readPage } from "../docs/snippets/pages.ts";

const EXAMPLES = fileURLToPath(new URL("../../../docs/examples/", import.meta.url));
const WEBHOOK = `${EXAMPLES}webhook/`;
const HAS_KUBECTL = spawnSync("kubectl", ["version", "--client"]).status === 0;
if (!HAS_KUBECTL) console.warn("SKIPPED: the overlays are not rendered without kubectl");

// biome-ignore lint/suspicious/noExplicitAny: objects of many kinds
type Manifest = any;

const parseAll = (text: string): Manifest[] =>
  parseAllDocuments(text).map((document) => document.toJS());
const read = (path: string): string => readFileSync(path, "utf8");
const nameOf = ({ kind, metadata }: Manifest): string => `${kind} ${metadata.name}`;

/** The objects that a folder lists as resources, and those of the folders among them. */
function listed(folder: string): Manifest[] {
  const { resources } = parse(read(join(folder, "kustomization.yaml")));
  return resources.flatMap((resource: string) => {
    const path = join(folder, resource);
    return resource.endsWith(".yaml") ? parseAll(read(path)) : listed(path);
  });
}

/** What `kubectl apply --kustomize` would apply, in a copy that has a certificate. */
function render(overlay: string): Manifest[] {
  const folder = mkdtempSync(join(tmpdir(), "kube-mps-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const name of ["base", "overlays"]) {
    cpSync(WEBHOOK + name, join(folder, name), { recursive: true });
  }
  for (const name of ["ca.crt", "tls.crt", "tls.key"]) {
    writeFileSync(join(folder, "overlays/self-signed", name), name);
  }
  const path = join(folder, "overlays", overlay);
  return parseAll(execFileSync("kubectl", ["kustomize", path], { encoding: "utf8" }));
}

/** The rows of the table in the recipe that has an overlay as its column. */
function documented(overlay: string): string[] {
  const [, table = ""] =
    /\| applied \| cert-manager \| self-signed \|\n\|[-|]+\n((?:\|.*\n)+)/.exec(
      readPage("docs/recipes/webhook.md"),
    ) ?? [undefined, ""];
  const column = overlay === "cert-manager" ? 2 : 3;
  return table
    .trim()
    .split("\n")
    .map((row) => row.split("|").map((cell) => cell.trim()))
    .filter((cells) => cells[column] === "yes")
    .map(([, object = ""]) => object.replaceAll("`", ""));
}

describe.each(["cert-manager", "self-signed"])(
  "the overlay %s of the example webhook",
  (overlay) => {
    it("lists what the recipe shows, and no registration", () => {
      const names = listed(`${WEBHOOK}overlays/${overlay}`).map(nameOf);
      const generated = overlay === "self-signed" ? ["Secret kube-mps-webhook-tls"] : [];
      expect([...names, ...generated].sort()).toStrictEqual(documented(overlay).sort());
      expect(names.join()).not.toContain("WebhookConfiguration");
    });

    it.skipIf(!HAS_KUBECTL)("renders what it lists", () => {
      const rendered = render(overlay);
      expect(rendered.map(nameOf).sort()).toStrictEqual(documented(overlay).sort());
      const secret = rendered.filter(({ kind }) => kind !== "Secret");
      const byName = (a: Manifest, b: Manifest) => nameOf(a).localeCompare(nameOf(b));
      expect(secret.sort(byName)).toEqual(listed(`${WEBHOOK}overlays/${overlay}`).sort(byName));
    });
  },
);

describe("the Deployments of the examples", () => {
  it.each(["webhook/base/deployment.yaml", "controller/deployment.yaml"])(
    "%s are restricted",
    (file) => {
      const deployment = parseAll(read(EXAMPLES + file)).find(({ kind }) => kind === "Deployment");
      const { template, selector } = deployment.spec;
      expect(template.metadata.labels).toStrictEqual(selector.matchLabels);
      expect(template.spec.securityContext).toMatchObject({
        runAsNonRoot: true,
        runAsUser: 65532,
        seccompProfile: { type: "RuntimeDefault" },
      });
      for (const container of template.spec.containers) {
        expect(container.securityContext).toStrictEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        });
        expect(container.resources.limits.memory).toBe(container.resources.requests.memory);
      }
    },
  );

  it("of the webhook have labels that its Service, its budget, its policy and its spread select", () => {
    const objects = listed(`${WEBHOOK}base`);
    const of = (kind: string) => objects.find((object) => object.kind === kind).spec;
    const { template, replicas } = of("Deployment");
    const { labels } = template.metadata;
    expect(of("Service").selector).toStrictEqual(labels);
    expect(of("PodDisruptionBudget")).toStrictEqual({
      minAvailable: replicas - 1,
      selector: { matchLabels: labels },
    });
    expect(of("NetworkPolicy").podSelector).toStrictEqual({ matchLabels: labels });
    for (const { labelSelector } of template.spec.topologySpreadConstraints) {
      expect(labelSelector).toStrictEqual({ matchLabels: labels });
    }
    const ports = template.spec.containers[0].ports.map(({ name }: Manifest) => name);
    expect(ports).toEqual([of("Service").ports[0].targetPort, "metrics"]);
  });
});

describe("the registration of the example webhook", () => {
  const [webhook] = parse(read(`${WEBHOOK}registration.yaml`)).webhooks;
  const [{ expression }] = webhook.matchConditions;

  it("has a placeholder for its CA that is not base64", () => {
    expect(webhook.clientConfig.caBundle).toMatch(/[^A-Za-z0-9+/=]/);
    expect(read(`${WEBHOOK}register.sh`)).toContain("s|\\${CA_BUNDLE}|$ca|");
    expect(webhook.clientConfig.caBundle).toBe("${CA_BUNDLE}");
  });

  it("is asked about every resource that is a GPU by default, in limits and in requests", () => {
    const names = [...expression.matchAll(/"([^"]*\/[^"]*)"/g)].map(([, name]) => name);
    const known = DEFAULT_GPU_RESOURCES.map((name) => name.replace("*", ""));
    expect(names.sort()).toStrictEqual([...known, ...known].sort());
  });

  it("leaves out its own namespace, in which it restarts", () => {
    const [{ operator, values }] = webhook.namespaceSelector.matchExpressions;
    expect([operator, values]).toStrictEqual(["NotIn", ["kube-mps", "kube-system"]]);
  });
});

describe.each(["webhook", "controller"])("the image of the example %s", (example) => {
  const folder = join(EXAMPLES, example);
  const dockerfile = read(join(folder, "image/Dockerfile"));
  const { dependencies } = parse(read(join(folder, "image/package.json")));

  it("is distroless, runs as the user of the Deployment, and starts a file that it has", () => {
    const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base);
    expect(bases.at(-1)).toMatch(/^gcr\.io\/distroless\/nodejs24-debian13:nonroot$/);
    expect(dockerfile).toContain("\nUSER 65532:65532\n");
    const [, main = ""] = /^CMD \["(.*)"\]$/m.exec(dockerfile) ?? [];
    expect(readdirSync(folder)).toContain(main);
  });

  it("installs exactly the packages that the files import", () => {
    const files = readdirSync(folder).filter((name) => name.endsWith(".mjs"));
    const imported = files.flatMap((name) =>
      [...read(join(folder, name)).matchAll(/ from "((?!node:|\.)(?:@[^/"]+\/)?[^/"]+)/g)].map(
        ([, specifier]) => specifier,
      ),
    );
    expect([...new Set(imported)].sort()).toStrictEqual(Object.keys(dependencies).sort());
    const root = parse(read(fileURLToPath(new URL("../../../package.json", import.meta.url))));
    const { "kube-mps": _, ...others } = dependencies;
    expect(root.devDependencies).toMatchObject(others);
  });
});
