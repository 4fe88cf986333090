import {
  type InjectOptions,
  type IssueCode,
  injectGpuConfig,
  type Result,
  toEnv,
  unwrap,
  validateMpsConfig,
} from "kube-mps";
import * as capacity from "kube-mps/capacity";
import { diagnose, explainLimits, parseObservations } from "kube-mps/explain";
import { compilePolicies } from "kube-mps/policy";
import { injectYaml } from "kube-mps/yaml";
import { describe, expect, it } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { factsOf } from "../../../src/result/code-areas.ts";
import { AREAS, withOverviews } from "./errors-page.ts";
import { expectPage } from "./expect-page.ts";
import { readPage } from "./snippets/pages.ts";
import { expectedPrints, runTypescript } from "./snippets/run-typescript.ts";

const PAGE = "docs/errors.md";

/** The section of a code. */
interface Section {
  code: IssueCode;
  text: string;
  incorrect: string | undefined;
  correct: string | undefined;
  language: string | undefined;
}

const SNIPPET = (label: string): RegExp =>
  new RegExp(`^${label}:\n\n\`\`\`(\\w+)\n(.*?)^\`\`\`$`, "ms");

const sections = readPage(PAGE)
  .split(/^(?=##)/m)
  .filter((section) => section.startsWith("### "))
  .map((section): Section => {
    const heading = /^### `(.*)`\n/.exec(section);
    const incorrect = SNIPPET("Incorrect").exec(section);
    return {
      code: (heading?.[1] ?? section) as IssueCode,
      text: section,
      incorrect: incorrect?.[2],
      correct: SNIPPET("Correct").exec(section)?.[2],
      language: incorrect?.[1],
    };
  });

const codes = AREAS.flatMap((area) => Object.keys(area.codes));

const config = { pinnedDeviceMemoryLimit: "4Gi", activeThreadPercentage: 50 };

/** The options with which the code of a snippet is reported. */
const options: Partial<Record<IssueCode, InjectOptions>> = {
  "env/conflict": { onConflict: "error" },
  "env/incomparable": { onConflict: "tighten" },
  "env/ignored-by-cuda": { onConflict: "keep" },
  "resource/overridden": { resourceLimits: { "example.com/gpu-memory": 4096 } },
  "resource/conflict": {
    onConflict: "error",
    resourceLimits: { "example.com/gpu-memory": 4096 },
  },
  "resource/not-added": { resourceLimits: { "example.com/gpu-memory": 4096 } },
};

/** The codes that are reported for a snippet. */
function found(snippet: string, code: IssueCode): { issues: string[]; warnings: string[] } {
  const result = code.startsWith("policy/")
    ? held(snippet)
    : /apiVersion/.test(snippet) && !code.startsWith("config/")
      ? injectYaml(snippet, config, options[code])
      : validated(parse(snippet));
  const names = (list: readonly { code: string }[]) => list.map((issue) => issue.code);
  const object = /apiVersion/.test(snippet) && code.startsWith("gpu/un") ? parse(snippet) : {};
  const { warnings } = injectGpuConfig(object, config);
  return {
    issues: result.ok ? [] : names(result.issues),
    warnings: names([...result.warnings, ...warnings]),
  };
}

/** A snippet of policies, and perhaps of a workload that is held to them. */
function held(snippet: string) {
  const documents = parseAllDocuments(snippet).map((document) => document.toJS());
  const isWorkload = ({ kind }: { kind: string }) => kind === "Pod";
  const policies = compilePolicies(documents.filter((document) => !isWorkload(document)));
  if (!policies.ok) return policies;
  const result = injectGpuConfig(documents.find(isWorkload) ?? {}, policies.value.limits);
  return { ...result, warnings: [...policies.warnings, ...result.warnings] };
}

function validated(input: unknown) {
  const result = validateMpsConfig(input);
  return result.ok && result.warnings.length === 0 ? toEnv(result.value) : result;
}

/** The reasons for the limits of a pod, with what the other documents say around it. */
function reasonsIn(snippet: string): string[] {
  const documents = [...parseAllDocuments(snippet)].map((document) => document.toJS());
  const pod = documents.find(({ kind }) => kind === "Pod");
  const node = documents.find(({ kind }) => kind === "Node");
  const deviceClasses = documents.filter(({ kind }) => kind === "DeviceClass");
  const { daemon } = documents.find(({ kind }) => kind === undefined) ?? {};
  const limits = unwrap(
    explainLimits(pod, { node, daemon, ...(deviceClasses.length > 0 && { deviceClasses }) }),
  );
  expect(limits).toHaveLength(1);
  return limits.flatMap(({ reasons }) => reasons.map((reason) => reason.code));
}

/** What a pasted text warns of, and what is found in it. */
function foundIn(snippet: string): string[] {
  const observed = parseObservations(snippet);
  const container = { container: "main", memoryMiB: 4096, pids: [101, 102] };
  return [...observed.warnings, ...unwrap(diagnose(unwrap(observed), [container]))].map(
    ({ code }) => code,
  );
}

/** What the examples of capacity are about, as the page says. */
const CAPACITY_SCOPE = {
  ...capacity,
  nodes: [{ name: "gpu-1", memoryMiB: 46_068, count: 2, replicas: 10 }],
  limited: {
    name: "main",
    env: [{ name: "CUDA_MPS_PINNED_DEVICE_MEM_LIMIT", value: "0=4096M" }],
    resources: { limits: { "nvidia.com/gpu": 1 } },
  },
  samples: Array.from({ length: 100 }, (_, index) => 3000 + 10 * index),
};

/** The codes that one expression reports, reasons of what is not placed among the warnings. */
function capacityCodes(snippet: string): { issues: string[]; warnings: string[] } {
  const evaluate = new Function(...Object.keys(CAPACITY_SCOPE), `return ${snippet}`);
  const result = evaluate(...Object.values(CAPACITY_SCOPE)) as Result<
    Partial<capacity.Packing> | undefined
  >;
  const unplaced = result.ok ? (result.value?.unplaced ?? []) : [];
  const reasons = unplaced.map(({ reason }) => reason);
  return {
    issues: result.ok ? [] : result.issues.map(({ code }) => code),
    warnings: [...result.warnings, ...reasons].map(({ code }) => code),
  };
}

describe("docs/errors.md", () => {
  it("has an overview of every area, made of its table", () => {
    expectPage(PAGE, withOverviews(readPage(PAGE)));
  });

  it("has one section for every code, in the order of the tables", () => {
    expect(codes.length).toBeGreaterThan(40);
    expect(sections.map(({ code }) => code)).toEqual(codes);
  });

  it.each(sections)("$code is reported as its table says", ({ code, text }) => {
    const { severity, once } = factsOf(code);
    const said = [...text.matchAll(/\*\*(issue|warning|reason|finding)[.]?\*\*/gi)].map(
      ([, word]) => word,
    );
    const expected = severity === "either" ? ["issue", "warning"] : [severity];
    expect(text).toMatch(/^### `.*`\n\n\*\*(?:Issue|Warning|Reason|Finding)[.*]/);
    expect(said.map((word) => word?.toLowerCase()).sort()).toEqual(expected);
    expect(text.includes("once a call")).toBe(once === true);
  });

  it.each(sections)("$code is shown both incorrect and correct", ({ incorrect, correct }) => {
    expect(incorrect).toBeDefined();
    expect(correct).toBeDefined();
    expect(correct).not.toBe(incorrect);
  });

  it.each(sections.filter(({ code }) => code.startsWith("capacity/")))(
    "$code is reported for its incorrect call, and not for its correct one",
    ({ code, incorrect = "", correct = "" }) => {
      const { issues, warnings } = capacityCodes(incorrect);
      const { severity } = factsOf(code);
      const list = severity === "issue" ? issues : severity === "warning" ? warnings : undefined;
      expect(list ?? [...issues, ...warnings]).toEqual([code]);
      expect(capacityCodes(correct)).toEqual({ issues: [], warnings: [] });
    },
  );

  it.each(sections.filter(({ code }) => code.startsWith("explain/")))(
    "$code is a reason in its incorrect example, and not in its correct one",
    ({ code, incorrect = "", correct = "" }) => {
      expect(reasonsIn(incorrect)).toContain(code);
      expect(reasonsIn(correct)).not.toContain(code);
    },
  );

  it.each(sections.filter(({ language }) => language === "text"))(
    "$code is found in its incorrect example, and not in its correct one",
    ({ code, incorrect = "", correct = "" }) => {
      expect(foundIn(incorrect)).toEqual([code]);
      expect(foundIn(correct)).toEqual([]);
    },
  );

  it.each(
    sections.filter(({ code, language }) => language === "yaml" && !code.startsWith("explain/")),
  )(
    "$code is reported for its incorrect example, and not for its correct one",
    ({ code, incorrect = "", correct = "" }) => {
      const { issues, warnings } = found(incorrect, code);
      const { severity } = factsOf(code);
      const list = severity === "issue" ? issues : severity === "warning" ? warnings : undefined;
      expect(list ?? [...issues, ...warnings]).toContain(code);
      expect(found(correct, code)).toEqual({ issues: [], warnings: [] });
    },
  );

  it.each(
    sections.filter(({ code, incorrect = "" }) => expectedPrints(incorrect).join().includes(code)),
  )(
    "$code is printed by its incorrect example, and not by its correct one",
    async ({ code, incorrect = "", correct = "" }) => {
      const printed = [await runTypescript(incorrect), await runTypescript(correct)];
      expect(printed).toEqual([incorrect, correct].map(expectedPrints));
      expect(printed.map((lines) => lines.join().includes(code))).toEqual([true, false]);
    },
  );
});
