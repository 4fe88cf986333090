import { createYamlInjector, injectYaml } from "kube-mps/yaml";
import { describe, expect, it } from "vitest";

const CONFIG = { activeThreadPercentage: 50 };

/** Generous: quadratic work takes minutes, and linear work milliseconds. */
const SECONDS = 20_000;

const POD = "apiVersion: v1\nkind: Pod\n";
const SPEC = "spec:\n  containers:\n  - name: main\n    resources: {limits: {nvidia.com/gpu: 1}}\n";
const INJECTED = `    env:\n    - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE\n      value: "50"\n`;

/** The codes of issues, or whether the text changed. */
function outcome(text: string): unknown {
  const result = injectYaml(text, CONFIG);
  if (!result.ok) return result.issues.map(({ code }) => code);
  const again = injectYaml(result.value.text, CONFIG);
  expect(again.ok && again.value.changed).toBe(false);
  return result.value.changed;
}

function numbered(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join("");
}

describe("injectYaml reads", { timeout: SECONDS }, () => {
  it.each<[string, string, unknown]>([
    ["a line of 10 MB", `${POD}x: ${"y".repeat(1e7)}\n${SPEC}`, true],
    ["a comment of 10 MB", `${POD}# ${"y".repeat(1e7)}\n${SPEC}`, true],
    ["a quoted line of 10 MB", `${POD}x: "${"y".repeat(1e7)}"\n${SPEC}`, true],
    [
      "a hundred thousand keys in one map",
      `${POD}${numbered(1e5, (i) => `k${i}: 1\n`)}${SPEC}`,
      true,
    ],
    ["a hundred thousand equal keys", `${POD}${"k: 1\n".repeat(1e5)}${SPEC}`, true],
    [
      "a hundred thousand flow entries",
      `${POD}x: {${numbered(1e5, (i) => `k${i}: 1, `)}z: 1}\n${SPEC}`,
      true,
    ],
    ["a million blank lines", `${POD}${"\n".repeat(1e6)}${SPEC}`, true],
    ["a million comments above the first ---", `${"#\n".repeat(1e6)}---\n${POD}${SPEC}`, true],
    ["a million separators", `${"---\n".repeat(1e6)}${POD}${SPEC}`, true],
    ["five million blanks after a value", `${POD}x: y${" ".repeat(5e6)}\n${SPEC}`, true],
    ["five million blanks before a comment", `${POD}x: y${" ".repeat(5e6)}# z\n${SPEC}`, true],
    ["a block scalar of a million lines", `${POD}x: |\n${"  y\n".repeat(1e6)}${SPEC}`, true],
    ["a million backslashes", `${POD}x: "${"\\\\".repeat(1e6)}"\n${SPEC}`, true],
    ["a million doubled quotes", `${POD}x: '${"''".repeat(1e6)}'\n${SPEC}`, true],
    [
      "a hundred thousand JSON objects on a line",
      `${"{}".repeat(1e5)}{"a": "nvidia.com/gpu"}`,
      false,
    ],
    ["a hundred thousand JSON objects", `${"{}\n".repeat(1e5)}{"a": "nvidia.com/gpu"}`, false],
  ])("%s", (_, text, expected) => {
    expect(outcome(text)).toEqual(expected);
  });
});

describe("depth", { timeout: SECONDS }, () => {
  const DEEP = 10_000;
  const nested = (open: string, close: string) => open.repeat(DEEP) + close.repeat(DEEP);

  it.each<[string, string]>([
    ["block maps", numbered(DEEP, (i) => `${" ".repeat(i)}a:\n`)],
    ["dashes", `x:\n${"- ".repeat(DEEP)}a\n`],
    ["dashes on lines of their own", `x:\n${numbered(DEEP, (i) => `${" ".repeat(i)}-\n`)}`],
    ["flow lists", `x: ${nested("[", "]")}\n`],
    ["flow maps", `x: ${"{a: ".repeat(DEEP)}1${"}".repeat(DEEP)}\n`],
    ["brackets that never close", `x: ${"[".repeat(1e6)}\n`],
    ["braces that never close", `x: ${'{"a":'.repeat(1e5)}\n`],
    ["question marks", `${"? ".repeat(DEEP)}a\n`],
  ])("of ten thousand %s ends in an issue", (_, text) => {
    const result = injectYaml(POD + text + SPEC, CONFIG);
    expect(result.ok ? "" : result.issues[0].code).toMatch(/^yaml\/(too-deep|syntax)$/);
  });

  it("of JSON ends in an issue", () => {
    const text = `{"kind": "Pod", "a": ${'[{"a":'.repeat(DEEP)}1${"}]".repeat(DEEP)}, "b": "nvidia.com/gpu"}`;
    expect(outcome(text)).toEqual(["yaml/too-deep"]);
  });
});

describe("aliases", { timeout: SECONDS }, () => {
  it("that multiply end in an issue", () => {
    const levels = numbered(30, (i) => `a${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(9)}*a${i}]\n`);
    expect(outcome(`${POD}a0: &a0 [x]\n${levels}${SPEC}`)).toEqual(["yaml/alias"]);
  });

  it("that multiply by merges end in an issue", () => {
    const merge = (i: number) =>
      `a${i + 1}: &a${i + 1} {b: *a${i}, c: *a${i}, <<: [*a${i}, *a${i}]}\n`;
    expect(outcome(`${POD}a0: &a0 {x: 1}\n${numbered(30, merge)}${SPEC}`)).toEqual(["yaml/alias"]);
  });

  it("within their own anchor, and of unknown anchors, end in an issue", () => {
    expect(outcome(`${POD}a: &a [*a]\n${SPEC}`)).toEqual(["yaml/alias"]);
    expect(outcome(`${POD}a: *b\n${SPEC}`)).toEqual(["yaml/alias"]);
  });
});

describe("characters", { timeout: SECONDS }, () => {
  it.each([
    ["a NUL", "\0"],
    ["the high half of a surrogate pair", "\uD800"],
    ["the low half", "\uDC00"],
    ["a noncharacter", "\uFFFF"],
    ["an escape", "\x1B"],
  ])("like %s in a GPU document end in an issue, wherever they are", (_, odd) => {
    for (const line of [`x: ${odd}`, `x: "${odd}"`, `# ${odd}`, `x: [${odd}]`, `${odd}: x`, odd]) {
      expect(outcome(`${POD}${line}\n${SPEC}`)).toEqual(["yaml/syntax"]);
    }
    expect(outcome(`{"x": "${odd}", "a": "nvidia.com/gpu"}`)).toEqual(["yaml/syntax"]);
  });

  it("of a binary end in an issue, or change nothing", () => {
    for (let seed = 1; seed < 200; seed++) {
      let state = seed;
      const units = Array.from({ length: 300 }, () => (state = (state * 48271) % 2147483647) % 256);
      const text = `${String.fromCharCode(...units)}nvidia.com/gpu`;
      const result = injectYaml(text, CONFIG);
      expect(result.ok ? result.value.text : text).toBe(text);
    }
  });
});

describe("a construct that does not end:", { timeout: SECONDS }, () => {
  it.each<[string, string]>([
    ["a double quote", `x: "${"y ".repeat(25e5)}`],
    ["a single quote", `x: '${"y ".repeat(25e5)}`],
    ["a quote over many lines", `x: "${"y\n".repeat(3e5)}`],
    ["a single quote over many lines", `x: '${"y\n".repeat(3e5)}`],
    ["a flow list over many lines", `x: [\n${"  y,\n".repeat(3e5)}`],
    ["many quotes", `x: ${'"y" '.repeat(3e5)}`],
  ])("%s is an issue", (_, text) => {
    const result = injectYaml(`${POD}${SPEC}${text}`, CONFIG);
    expect(result.ok ? "" : result.issues[0].code).toBe("yaml/syntax");
  });

  it("a JSON string is an issue", () => {
    expect(outcome(`{"nvidia.com/gpu": "${"y ".repeat(25e5)}`)).toEqual(["yaml/syntax"]);
    expect(outcome(`{"nvidia.com/gpu": "${"\\".repeat(5e6)}`)).toEqual(["yaml/syntax"]);
  });
});

describe("texts that make a regular expression backtrack", { timeout: SECONDS }, () => {
  const long = (text: string) => text.repeat(3e4);
  const probes = [
    long(" "),
    long("\t"),
    long(" \t"),
    long("\r"),
    long("#"),
    long(" #"),
    long("# \r"),
    long("1"),
    long("1_"),
    long("._"),
    `.${long("1_")}x`,
    `0x${long("f")}g`,
    long("1."),
    `1e${long("1")}x`,
    long("---"),
    long("--- "),
    long("-"),
    long("{"),
    long("{{ "),
    long("%"),
    long("\\"),
    long("\\u"),
    long("'"),
    long('"'),
    long("&a "),
    long("*a "),
    long("!"),
    long("!!"),
    long("? "),
    long(": "),
    long("|"),
    long("\uFEFF"),
    long("\u2028"),
    long("\u0085"),
    long("<<"),
  ];

  it.each(probes.map((probe) => [JSON.stringify(probe.slice(0, 8)), probe] as const))(
    "%s...",
    (_, probe) => {
      const texts = [
        `${probe}\n${POD}${SPEC}`,
        `${POD}x: ${probe}\n${SPEC}`,
        `${POD}${probe}: x\n${SPEC}`,
        `${POD}x: "${probe}"\n${SPEC}`,
        `${POD}x:\n- ${probe}\n- y\n${SPEC}`,
        `${POD}x: {a: ${probe}}\n${SPEC}`,
        `---${probe}\n${POD}${SPEC}`,
        `{"a": ${probe}, "b": "nvidia.com/gpu"}`,
        `${POD}${SPEC}# ${probe}`,
        `${POD}${SPEC}    env: ${probe}`,
        `${POD}${SPEC}    env:\n    - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE\n      value: ${probe}`,
      ];
      for (const text of texts) {
        const result = injectYaml(text, CONFIG, { onConflict: "tighten" });
        if (!result.ok) expect(result.issues[0].code).not.toBe("input/unreadable");
        const injector = createYamlInjector(CONFIG);
        for (let at = 0; at < text.length; at += 50_000) injector.push(text.slice(at, at + 50_000));
        expect(injector.end().ok || !result.ok).toBe(true);
      }
    },
  );
});

it("the manifest of these tests is injected", () => {
  const result = injectYaml(POD + SPEC, CONFIG);
  const before = SPEC.indexOf("    resources");
  expect(result.ok && result.value.text).toBe(
    POD + SPEC.slice(0, before) + INJECTED + SPEC.slice(before),
  );
});
