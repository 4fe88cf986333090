import {
  type ConflictPolicy,
  formatIssue,
  type InjectOptions,
  injectGpuConfig,
  type MpsConfigInput,
} from "kube-mps";
import { describe, expect, it } from "vitest";
import { gpuContainer, MEMORY, PRIORITY, pod, THREADS } from "../../helpers/manifests.ts";
import { at, envOf } from "../../helpers/outcome.ts";

const CONFIG = { pinnedDeviceMemoryLimit: "1Gi" };
const WRITTEN = { name: MEMORY, value: "0=1024M" };
const FIELD_REF = { fieldRef: { fieldPath: "metadata.labels['mem']" } };

type Outcome = [env: unknown, warnings: string[], action: string] | [issues: string[]];
type Row = Record<ConflictPolicy, Outcome>;

const ISSUE: Outcome = [["env/conflict spec/containers/0/env/0"]];
const overridden = (env: unknown = [WRITTEN]): Outcome => [
  env,
  ["env/overridden spec/containers/0/env/0"],
  "injected",
];
const incomparable: Outcome = [[WRITTEN], ["env/incomparable spec/containers/0/env/0"], "injected"];
const already = (env: unknown): Outcome => [env, [], "unchanged"];
const kept = (env: unknown, ...warnings: string[]): Outcome => [env, warnings, "kept"];
const keptIgnored = (env: unknown): Outcome =>
  kept(env, "env/ignored-by-cuda spec/containers/0/env/0");

const same = (env: unknown): Row => ({
  override: already(env),
  keep: already(env),
  error: already(env),
  tighten: already(env),
});
const looser = (env: unknown): Row => ({
  override: overridden(),
  keep: kept(env),
  error: ISSUE,
  tighten: overridden(),
});
const stricter = (env: unknown): Row => ({ ...looser(env), tighten: already(env) });
const ignored = (env: unknown): Row => ({ ...looser(env), keep: keptIgnored(env) });
const unknown = (env: unknown): Row => ({ ...looser(env), tighten: incomparable });

const item = (value?: unknown) => [{ name: MEMORY, ...(value === undefined ? {} : { value }) }];

const CASES: [name: string, env: unknown[], row: Row][] = [
  ["equal as written", item("0=1024M"), same(item("0=1024M"))],
  ["equal by meaning", item("0=1G"), same(item("0=1G"))],
  ["looser", item("0=2G"), looser(item("0=2G"))],
  ["stricter", item("0=600M"), stricter(item("0=600M"))],
  ["a bare number, which CUDA ignores", item("1073741824"), ignored(item("1073741824"))],
  ["empty", item(""), ignored(item(""))],
  ["without a value", item(), ignored(item())],
  ["no text", item(1024), ignored(item(1024))],
  ["by UUID", item("GPU-3f2a=512M"), unknown(item("GPU-3f2a=512M"))],
  [
    "from elsewhere",
    [{ name: MEMORY, valueFrom: FIELD_REF }],
    unknown([{ name: MEMORY, valueFrom: FIELD_REF }]),
  ],
  ["from another variable", item("$(LIMIT)"), unknown(item("$(LIMIT)"))],
  [
    "text, with a source that is null",
    [{ ...WRITTEN, valueFrom: null }],
    same([{ ...WRITTEN, valueFrom: null }]),
  ],
  ["for a device that is not there", item("0=512M,1=512M"), looser(item("0=512M,1=512M"))],
];

function inject(
  env: unknown,
  onConflict: ConflictPolicy,
  config: MpsConfigInput = CONFIG,
  options: InjectOptions = {},
  gpus: unknown = 1,
): Outcome {
  const object = pod(gpuContainer({ env }, gpus));
  const result = injectGpuConfig(object, config, { ...options, onConflict });
  if (!result.ok) return [result.issues.map(at)];
  const action = result.value.containers[0]?.action ?? "";
  expect(result.value.object === object).toBe(action !== "injected");
  return [
    envOf(result),
    result.warnings.map(at).filter((warning) => !warning.startsWith("gpu/")),
    action,
  ];
}

describe.each(CASES)("an entry that is %s", (_, env, row) => {
  it.each(["override", "keep", "error", "tighten"] as const)("%s", (policy) => {
    expect(inject(env, policy)).toEqual(row[policy]);
  });
});

describe("of several entries with one name", () => {
  const [a, b, c] = ["0=2G", "0=1G", "0=700M"].map((value) => ({ name: MEMORY, value }));
  const other = { name: "OTHER", value: "x" };

  it.each<[policy: ConflictPolicy, env: unknown[], outcome: Outcome]>([
    // Kubernetes takes the last, so only that one is overridden.
    ["override", [a, other, b], [[{ ...a, value: "0=1024M" }, other], [], "injected"]],
    [
      "override",
      [b, other, a, c],
      [[b, other], ["env/overridden spec/containers/0/env/3"], "injected"],
    ],
    ["keep", [a, b], already([a, b])],
    ["keep", [b, a], kept([b, a])],
    ["error", [b, { ...b, value: "0=1024M" }], already([b, { ...b, value: "0=1024M" }])],
    ["error", [a, b], ISSUE],
    ["error", [b, a], [["env/conflict spec/containers/0/env/1"]]],
    ["tighten", [a, other, c, other], [[{ ...a, value: "0=700M" }, other, other], [], "injected"]],
    ["tighten", [c, a], [[WRITTEN], ["env/overridden spec/containers/0/env/1"], "injected"]],
  ])("%s %j", (policy, env, outcome) => {
    expect(inject(env, policy)).toEqual(outcome);
  });

  it("later ones are removed from the highest index down", () => {
    const result = injectGpuConfig(pod(gpuContainer({ env: [a, other, b, other, c] })), CONFIG);
    expect(result.ok && result.value.edits).toEqual([
      {
        op: "replace",
        path: ["spec", "containers", 0, "env", 0, "value"],
        value: "0=1024M",
      },
      { op: "remove", path: ["spec", "containers", 0, "env", 4] },
      { op: "remove", path: ["spec", "containers", 0, "env", 2] },
    ]);
    expect(envOf(result)).toEqual([WRITTEN, other, other]);
  });
});

describe("an entry is replaced", () => {
  it.each<[item: object, edit: { op: string; path: string[]; value: unknown }]>([
    [
      { value: "0=2G", x: 1 },
      { op: "replace", path: ["value"], value: "0=1024M" },
    ],
    [{ value: null }, { op: "replace", path: ["value"], value: "0=1024M" }],
    [{ x: 1 }, { op: "add", path: ["value"], value: "0=1024M" }],
    [{ valueFrom: FIELD_REF }, { op: "replace", path: [], value: WRITTEN }],
    [
      { value: "", valueFrom: null },
      { op: "replace", path: [], value: WRITTEN },
    ],
  ])("%j by %j", (fields, { op, path, value }) => {
    const env = [{ name: MEMORY, ...fields }];
    const result = injectGpuConfig(pod(gpuContainer({ env })), CONFIG);
    expect(result.ok && result.value.edits).toEqual([
      { op, path: ["spec", "containers", 0, "env", 0, ...path], value },
    ]);
  });

  it("with the old value in the warning, whole", () => {
    const env = [{ name: MEMORY, valueFrom: FIELD_REF }];
    const result = injectGpuConfig(pod(gpuContainer({ env })), CONFIG);
    expect(result.warnings).toStrictEqual([
      {
        code: "env/overridden",
        path: ["spec", "containers", 0, "env", 0],
        message: `${MEMORY} was already set: it is now "0=1024M"`,
        received: `{"fieldRef":{"fieldPath":"metadata.labels['mem']"}}`,
      },
    ]);
  });
});

it.each<[policy: ConflictPolicy, env: unknown[], line: string]>([
  ["override", item("0=2G"), 'was already set: it is now "0=1024M" (got "0=2G") [env/overridden]'],
  [
    "tighten",
    item("$(LIMIT)"),
    'was set to a value that cannot be compared: it is now "0=1024M" (got "$(LIMIT)") [env/incomparable]',
  ],
  [
    "keep",
    item("1073741824"),
    'is kept, but CUDA silently ignores this value: write "0=1024M" (got "1073741824") [env/ignored-by-cuda]',
  ],
  [
    "error",
    item("0=2G"),
    'is already set, not to "0=1024M"; remove it, or set onConflict to "override", "keep" or "tighten" (got "0=2G") [env/conflict]',
  ],
])("what %s says of %j is whole", (onConflict, env, line) => {
  const result = injectGpuConfig(pod(gpuContainer({ env })), CONFIG, { onConflict });
  const found = result.ok ? result.warnings : result.issues;
  expect(found.map(formatIssue)).toEqual([`spec.containers[0].env[0]: ${MEMORY} ${line}`]);
});

describe("tighten", () => {
  it.each<[there: string, wanted: number, written: string]>([
    ["30", 50, "30"],
    ["70", 50, "50"],
    ["0", 50, "50"],
    ["0.0", 50, "50"],
    ["100", 50, "50"],
    ["101", 50, "50"],
    ["30.95", 50, "30"],
    ["100.0", 100, "100.0"],
    ["0.5", 50, "1"],
    ["50.0", 50, "50.0"],
    ["1e1", 50, "50"],
    ["-5", 50, "50"],
    ["half", 50, "50"],
  ])("of %s and %d threads is %s", (there, wanted, written) => {
    const [env] = inject([{ name: THREADS, value: there }], "tighten", {
      activeThreadPercentage: wanted,
    });
    expect(env).toEqual([{ name: THREADS, value: written }]);
  });

  it.each<[there: string, wanted: 0 | 1, written: string]>([
    ["0", 1, "1"],
    ["1", 0, "1"],
    ["2", 0, "0"],
    ["21", 0, "0"],
    ["12", 0, "0"],
    ["", 1, "1"],
  ])("of priorities %j and %d is %s", (there, wanted, written) => {
    const [env] = inject([{ name: PRIORITY, value: there }], "tighten", {
      clientPriority: wanted,
    });
    expect(env).toEqual([{ name: PRIORITY, value: written }]);
  });

  it.each<[there: string, gpuUnit: "replica" | "device", written: string, warned: string]>([
    ["0=512M,1=2G", "device", "0=512M,1=1024M", "env/overridden"],
    ["1=600M", "device", "0=1024M,1=600M", "env/overridden"],
    ["0=512M,2=512M", "device", "0=1024M,1=1024M", "env/overridden"],
    // Whether device 1 is visible is not known: its limit cannot stay, and that is said.
    ["0=512M,1=512M", "replica", "0=512M", "env/incomparable"],
  ])("of %s and 1Gi, 2 GPUs, %s, is %s", (there, gpuUnit, written, warned) => {
    const outcome = inject([{ name: MEMORY, value: there }], "tighten", CONFIG, { gpuUnit }, 2);
    expect(outcome).toEqual([
      [{ name: MEMORY, value: written }],
      [`${warned} spec/containers/0/env/0`],
      "injected",
    ]);
  });
});

describe("variables that the config does not set", () => {
  it.each(["override", "keep", "error", "tighten"] as const)("are left alone by %s", (policy) => {
    const env = [
      { name: THREADS, value: "junk" },
      { name: PRIORITY, value: "1" },
      { name: "CUDA_MPS_PIPE_DIRECTORY", value: "/mps" },
      { name: "CUDA_VISIBLE_DEVICES", value: "0" },
    ];
    const [after, warnings] = inject(env, policy, CONFIG);
    expect([after, warnings]).toEqual([[...env, WRITTEN], []]);
  });
});

describe("a percentage of 0 or 100, no limit", () => {
  const NO_LIMIT = { name: THREADS, value: "100" };
  it.each([0, 100])("is not written where there is no limit: %i", (activeThreadPercentage) => {
    for (const env of [[], [{ name: THREADS, value: "0" }], [NO_LIMIT]]) {
      const object = pod(gpuContainer({ env }));
      expect(injectGpuConfig(object, { activeThreadPercentage })).toMatchObject({
        ok: true,
        value: { object, changed: false, reason: "limits-nothing" },
        warnings: [{ code: "config/limits-nothing" }],
      });
    }
  });

  it.each<[ConflictPolicy, object, string]>([
    ["override", NO_LIMIT, "injected"],
    ["keep", { name: THREADS, value: "30" }, "kept"],
    ["tighten", { name: THREADS, value: "30" }, "unchanged"],
  ])("meets a limit under %s", (policy, expected, action) => {
    for (const activeThreadPercentage of [0, 100]) {
      const config = { ...CONFIG, activeThreadPercentage };
      const [after] = inject([WRITTEN, { name: THREADS, value: "30" }], policy, config);
      expect(after).toEqual([WRITTEN, expected]);
      const reports = inject([WRITTEN, { name: THREADS, value: "30" }], policy, config);
      expect(reports[2]).toBe(action);
    }
  });

  it("conflicts with a limit under error", () => {
    const object = pod(gpuContainer({ env: [{ name: THREADS, value: "30" }] }));
    const result = injectGpuConfig(
      object,
      { activeThreadPercentage: 100 },
      { onConflict: "error" },
    );
    expect(result.ok ? [] : result.issues.map(formatIssue)).toEqual([
      expect.stringContaining('CUDA_MPS_ACTIVE_THREAD_PERCENTAGE is already set, not to "100"'),
    ]);
  });
});

it("a reason says that something was kept", () => {
  const object = pod(gpuContainer({ env: [WRITTEN] }), gpuContainer({ env: item("0=2G") }));
  const result = injectGpuConfig(object, CONFIG, { onConflict: "keep" });
  expect(result).toMatchObject({ ok: true, value: { changed: false, reason: "kept-existing" } });
});
