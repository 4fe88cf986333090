import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { consumer } from "./consumer.ts";
import { commandOf, skipWithMessage } from "./npm-package.ts";

/** Uses every entry and prints the outcome; of the runtime it uses `console` only. */
const PROGRAM = `
import { injectGpuConfig, toJsonPatch, unwrap, validateMpsConfig } from "kube-mps";
import { reviewAdmission } from "kube-mps/admission";
import { injectYaml, injectYamlStream } from "kube-mps/yaml";

const config = unwrap(validateMpsConfig({ pinnedDeviceMemoryLimit: "4Gi" }));
const resources = { limits: { "nvidia.com/gpu": 1 } };
const object = { apiVersion: "v1", kind: "Pod", spec: { containers: [{ resources }] } };
const injection = unwrap(injectGpuConfig(object, config));

const request = { uid: "1", operation: "CREATE", object };
const review = { apiVersion: "admission.k8s.io/v1", kind: "AdmissionReview", request };
const { patch } = reviewAdmission(review, config).response;

const text = JSON.stringify(object);
const injected = unwrap(injectYaml(text, config)).text;
// A tag goes to the yaml package.
const tagged = unwrap(injectYaml("!!map\\n" + text, config)).text;

const stream = injectYamlStream(config);
const writer = stream.writable.getWriter();
void writer.write(text).then(() => writer.close());
const reader = stream.readable.getReader();
let streamed = "";
for (let read = await reader.read(); !read.done; read = await reader.read()) streamed += read.value;

const { env } = injection.object.spec.containers[0];
console.log(JSON.stringify({
  env,
  admission: atob(patch) === JSON.stringify(toJsonPatch(injection.edits)),
  text: JSON.stringify(JSON.parse(injected).spec.containers[0].env) === JSON.stringify(env),
  tagged: tagged === "!!map\\n" + injected,
  streamed: streamed === injected,
}));
`;

const OUTCOME = {
  env: [{ name: "CUDA_MPS_PINNED_DEVICE_MEM_LIMIT", value: "0=4096M" }],
  admission: true,
  text: true,
  tagged: true,
  streamed: true,
};

const folder = join(consumer, "runtimes");
const program = join(folder, "program.mjs");
mkdirSync(folder, { recursive: true });
writeFileSync(program, PROGRAM);

/** Names of browsers, to be found in PATH. */
const BROWSERS = ["chromium", "chromium-browser", "google-chrome", "chrome"];

describe("the installed package works", () => {
  it.for([
    ["on Node 24", "node@24", "node"],
    ["on Bun", "bun@1", "bun"],
  ] as const)("%s", ([__, spec, command], context) => {
    const { stdout, stderr } = commandOf(spec, command, context)(program);
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual(OUTCOME);
  });

  it("bundled, in a browser", async ({ skip }) => {
    const browser = BROWSERS.find((name) => spawnSync(name, ["--version"]).status === 0);
    if (browser === undefined)
      return skipWithMessage(skip, `none of ${BROWSERS.join(", ")} is installed`);
    const { outputFiles } = await build({
      entryPoints: [program],
      bundle: true,
      format: "esm",
      platform: "browser",
      write: false,
    });
    const page = join(folder, "page.html");
    const show = "console.log = (text) => document.body.replaceChildren(text);";
    const code = `${show}\n${outputFiles[0]?.text}`;
    writeFileSync(page, `<meta charset="utf-8"><body><script type="module">${code}</script>`);
    const { stdout } = spawnSync(
      browser,
      ["--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", pathToFileURL(page).href],
      { encoding: "utf8" },
    );
    expect(/<body>(.*)<\/body>/.exec(stdout)?.[1]).toBe(JSON.stringify(OUTCOME));
  });
});
