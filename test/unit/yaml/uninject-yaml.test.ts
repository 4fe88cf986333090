import { unwrap } from "kube-mps";
import { injectYaml, uninjectYaml } from "kube-mps/yaml";
import { describe, expect, it } from "vitest";

const LIMITS = { pinnedDeviceMemoryLimit: "4Gi", activeThreadPercentage: 50 };

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: train
spec:
  containers:
    - name: main   # the only one
      resources: { limits: { nvidia.com/gpu: 1 } }
`;

const LOG_LEVEL = POD.replace("      resources", "      env:\n        - name: A\n      resources");

describe("uninjectYaml", () => {
  it.each([
    ["in block style", POD],
    ["next to other variables", LOG_LEVEL],
    ["with CRLF", POD.replaceAll("\n", "\r\n")],
    ["without a final line break", POD.trimEnd()],
    ["of several documents", `${POD}---\na: b\n--- # next\n${LOG_LEVEL}`],
    [
      "in JSON",
      JSON.stringify(
        {
          apiVersion: "v1",
          kind: "Pod",
          spec: { containers: [{ name: "a", resources: { limits: { "nvidia.com/gpu": 1 } } }] },
        },
        null,
        2,
      ),
    ],
  ])("gives back the text that injectYaml was given: %s", (_, text) => {
    const injected = unwrap(injectYaml(text, LIMITS));
    expect(injected.changed).toBe(true);
    const { textEdits, documents, ...rest } = unwrap(uninjectYaml(injected.text));
    expect(rest).toEqual({ text, changed: true });
    const actions = documents.flatMap(({ containers }) => containers.map(({ action }) => action));
    expect(new Set(actions)).toEqual(new Set(["removed"]));
    expect(textEdits.length).toBe(actions.length);
  });

  it("returns a text without limits as it is, and says why", () => {
    expect(unwrap(uninjectYaml(LOG_LEVEL))).toMatchObject({
      text: LOG_LEVEL,
      changed: false,
      textEdits: [],
      documents: [{ changed: false, reason: "no-limits", containers: [{ action: "skipped" }] }],
    });
  });

  it("takes out only what the option only says", () => {
    const { text } = unwrap(injectYaml(POD, LIMITS));
    const threads = { only: { activeThreadPercentage: 50 } };
    expect(unwrap(uninjectYaml(text, threads)).text).toBe(
      unwrap(injectYaml(POD, { pinnedDeviceMemoryLimit: "4Gi" })).text,
    );
    expect(unwrap(uninjectYaml(text, { only: { activeThreadPercentage: 25 } })).changed).toBe(
      false,
    );
  });

  it("asks a function for each container, which it describes in full", () => {
    const { text } = unwrap(injectYaml(POD.replace("name: train", "labels: { a: b }"), LIMITS));
    const seen: unknown[] = [];
    uninjectYaml(text, {
      only: ({ name, workload }) => {
        seen.push([name, workload.labels]);
        return "exempt";
      },
    });
    expect(seen).toEqual([["main", { a: "b" }]]);
  });

  it("keeps comments, each on a line of its own", () => {
    const { text } = unwrap(injectYaml(POD, LIMITS));
    const commented = text
      .replace("env:", "env: # set by the platform")
      .replace('value: "50"', 'value: "50" # half');
    expect(unwrap(uninjectYaml(commented)).text).toBe(
      POD.replace("      resources", "      # set by the platform\n      # half\n      resources"),
    );
  });

  it("removes a variable wherever an env is written twice", () => {
    const twice = POD.replace(
      "      resources",
      "      env: []\n      env:\n        - name: CUDA_MPS_CLIENT_PRIORITY\n      resources",
    );
    const { text } = unwrap(uninjectYaml(twice));
    expect(text).toBe(POD);
  });

  it("refuses what only an anchor could lose", () => {
    const shared = `${POD.replace(
      "      resources",
      "      env: &env\n        - name: CUDA_MPS_CLIENT_PRIORITY\n      resources",
    )}    - name: helper\n      env: *env\n`;
    const result = uninjectYaml(shared);
    expect(result.ok || result.issues.map(({ code }) => code)).toEqual(["yaml/alias"]);
  });

  it("refuses what a merge supplies and an entry of its own cannot hide", () => {
    const merged = `x: &x\n  env:\n    - name: CUDA_MPS_CLIENT_PRIORITY\n${POD.replace(
      "      resources",
      "      <<: *x\n      resources",
    )}`;
    const result = uninjectYaml(merged);
    expect(result.ok || result.issues.map(({ code, message }) => [code, message])).toEqual([
      ["yaml/unsupported", 'a merge (<<) supplies "env", which cannot be removed here'],
    ]);
  });

  it.each<[what: string, text: unknown, options: unknown, code: string]>([
    ["a text that is not a string", {}, undefined, "input/type"],
    ["an option that it does not have", POD, { onDocument: () => {} }, "options/unknown-key"],
    [
      "an invalid config",
      unwrap(injectYaml(POD, LIMITS)).text,
      { only: { activeThreadPercentage: 101 } },
      "threads/range",
    ],
  ])("fails for %s", (_, text, options, code) => {
    const result = uninjectYaml(text as string, options as object);
    expect(result.ok || result.issues.map((issue) => issue.code)).toEqual([code]);
  });
});
