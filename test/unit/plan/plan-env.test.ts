import {
  type ConflictPolicy,
  formatIssue,
  type InjectOptions,
  injectGpuConfig,
  type MpsConfigInput,
  uninjectGpuConfig,
  unwrap,
} from "kube-mps";
import { injectYaml, uninjectYaml } from "kube-mps/yaml";
import { describe, expect, it } from "vitest";
import { gpuContainer, MEMORY, PRIORITY, pod, THREADS } from "../../helpers/manifests.ts";
import { at, envOf } from "../../helpers/outcome.ts";

const CONFIG = { pinnedDeviceMemoryLimit: "1Gi" };
/** Several limits, and their variables. */
const LIMITS = { pinnedDeviceMemoryLimit: "4Gi", activeThreadPercentage: 50 };
const ENV = [
  { name: MEMORY, value: "0=4096M" },
  { name: THREADS, value: "50" },
];
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
const unchanged = (env: unknown): Outcome => [env, [], "unchanged"];
const kept = (env: unknown, ...warnings: string[]): Outcome => [env, warnings, "kept"];
const keptIgnored = (env: unknown): Outcome =>
  kept(env, "env/ignored-by-cuda spec/containers/0/env/0");

const same = (env: unknown): Row => ({
  override: unchanged(env),
  keep: unchanged(env),
  error: unchanged(env),
  tighten: unchanged(env),
});
const looser = (env: unknown): Row => ({
  override: overridden(),
  keep: kept(env),
  error: ISSUE,
  tighten: overridden(),
});
const stricter = (env: unknown): Row => ({ ...looser(env), tighten: unchanged(env) });
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
  ["a number instead of a string", item(1024), ignored(item(1024))],
  ["a limit by UUID", item("GPU-3f2a=512M"), unknown(item("GPU-3f2a=512M"))],
  [
    "set by valueFrom",
    [{ name: MEMORY, valueFrom: FIELD_REF }],
    unknown([{ name: MEMORY, valueFrom: FIELD_REF }]),
  ],
  ["a reference to another variable", item("$(LIMIT)"), unknown(item("$(LIMIT)"))],
  [
    "equal, with a valueFrom of null",
    [{ ...WRITTEN, valueFrom: null }],
    same([{ ...WRITTEN, valueFrom: null }]),
  ],
  ["a limit for an invisible device", item("0=512M,1=512M"), looser(item("0=512M,1=512M"))],
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

describe("planEnv", () => {
  it.each([
    ["absent", {}, "add"],
    ["undefined", { env: undefined }, "add"],
    ["null", { env: null }, "replace"],
  ])("adds a list where env is %s", (_, fields, op) => {
    const result = injectGpuConfig(pod(gpuContainer(fields)), LIMITS);
    expect(result.ok && result.value.edits).toEqual([
      { op, path: ["spec", "containers", 0, "env"], value: ENV },
    ]);
  });

  it("appends to a list, whatever else is in it", () => {
    const env = [null, 5, { name: "A", value: "b" }, { name: 7 }, { name: "CUDA_MPS_OTHER" }];
    const result = injectGpuConfig(pod(gpuContainer({ env })), LIMITS);
    expect(result.ok && result.value).toMatchObject({
      object: pod(gpuContainer({ env: [...env, ...ENV] })),
      edits: [
        { op: "add", path: ["spec", "containers", 0, "env", 5], value: ENV[0] },
        { op: "add", path: ["spec", "containers", 0, "env", 6], value: ENV[1] },
      ],
    });
  });

  it.each([{ A: "b" }, "A=b", 0, false])("reports an env of %j", (env) => {
    expect(injectGpuConfig(pod(gpuContainer({ env })), LIMITS)).toEqual({
      ok: false,
      issues: [
        {
          code: "workload/malformed",
          path: ["spec", "containers", 0, "env"],
          message: "must be a list",
          hint: "write a list of { name, value }: Kubernetes rejects this",
          received: typeof env === "object" ? '{"A":"b"}' : JSON.stringify(env),
        },
      ],
      warnings: [],
    });
  });

  describe.each(CASES)("for a variable that is %s", (_, env, row) => {
    it.each(["override", "keep", "error", "tighten"] as const)("follows %s", (policy) => {
      expect(inject(env, policy)).toEqual(row[policy]);
    });
  });

  describe("for several entries with one name", () => {
    const [a, b, c] = ["0=2G", "0=1G", "0=700M"].map((value) => ({ name: MEMORY, value }));
    const other = { name: "OTHER", value: "x" };
    const duplicate = (index: number) => `env/duplicate spec/containers/0/env/${index}`;

    it("warns of one that is removed, and of what kubectl does to the others", () => {
      const object = pod(gpuContainer({ env: [b, b] }));
      const config = { pinnedDeviceMemoryLimit: "1Gi" };
      expect(injectGpuConfig(object, config).warnings).toEqual([
        {
          code: "env/duplicate",
          path: ["spec", "containers", 0, "env", 1],
          message: "CUDA_MPS_PINNED_DEVICE_MEM_LIMIT was set more than once: this entry is removed",
          hint: "use kubectl apply --server-side: a client-side apply over the live object removes all of them",
          received: '"0=1G"',
        },
      ]);
    });

    it.each<[policy: ConflictPolicy, env: unknown[], outcome: Outcome]>([
      // Kubernetes takes the last, so only that one is overridden.
      ["override", [a, other, b], [[WRITTEN, other], [duplicate(2)], "injected"]],
      [
        "override",
        [b, other, a, c],
        [
          [b, other],
          ["env/overridden spec/containers/0/env/3", duplicate(2), duplicate(3)],
          "injected",
        ],
      ],
      ["keep", [a, b], unchanged([a, b])],
      ["keep", [b, a], kept([b, a])],
      ["error", [b, { ...b, value: "0=1024M" }], unchanged([b, { ...b, value: "0=1024M" }])],
      ["error", [a, b], ISSUE],
      ["error", [b, a], [["env/conflict spec/containers/0/env/1"]]],
      ["tighten", [a, other, c, other], [[c, other, other], [duplicate(2)], "injected"]],
      [
        "tighten",
        [c, a],
        [[WRITTEN], ["env/overridden spec/containers/0/env/1", duplicate(1)], "injected"],
      ],
    ])("follows %s: %j", (policy, env, outcome) => {
      expect(inject(env, policy)).toEqual(outcome);
    });

    it("removes the later ones from the highest index down", () => {
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
  ])("replaces %j by %j", (fields, { op, path, value }) => {
    const env = [{ name: MEMORY, ...fields }];
    const result = injectGpuConfig(pod(gpuContainer({ env })), CONFIG);
    expect(result.ok && result.value.edits).toEqual([
      { op, path: ["spec", "containers", 0, "env", 0, ...path], value },
    ]);
  });

  it("warns with the value that it replaces", () => {
    const env = [{ name: MEMORY, valueFrom: FIELD_REF }];
    const result = injectGpuConfig(pod(gpuContainer({ env })), CONFIG);
    expect(result.warnings).toStrictEqual([
      {
        code: "env/overridden",
        path: ["spec", "containers", 0, "env", 0],
        message: `${MEMORY} was overridden with "0=1024M"`,
        received: `{"fieldRef":{"fieldPath":"metadata.labels['mem']"}}`,
      },
    ]);
  });

  it.each<[policy: ConflictPolicy, env: unknown[], line: string]>([
    ["override", item("0=2G"), 'was overridden with "0=1024M" (got "0=2G") [env/overridden]'],
    [
      "tighten",
      item("$(LIMIT)"),
      'was set to a value that cannot be compared: it was overridden with "0=1024M" (got "$(LIMIT)") [env/incomparable]',
    ],
    [
      "keep",
      item("1073741824"),
      'is kept, but CUDA silently ignores this value: write "0=1024M" (got "1073741824") [env/ignored-by-cuda]',
    ],
    [
      "error",
      item("0=2G"),
      'is already set to another value than "0=1024M"; remove it, or set onConflict to "override", "keep" or "tighten" (got "0=2G") [env/conflict]',
    ],
  ])("reports under %s what happens to %j", (onConflict, env, line) => {
    const result = injectGpuConfig(pod(gpuContainer({ env })), CONFIG, { onConflict });
    const found = result.ok ? result.warnings : result.issues;
    expect(found.map(formatIssue)).toEqual([`spec.containers[0].env[0]: ${MEMORY} ${line}`]);
  });

  it.each<[there: string, gpuUnit: "device", written: string, warned: string]>([
    ["0=512M,1=2G", "device", "0=512M,1=1024M", "env/overridden"],
    ["1=600M", "device", "0=1024M,1=600M", "env/overridden"],
    ["0=512M,2=512M", "device", "0=1024M,1=1024M", "env/overridden"],
  ])("tightens %s and 1Gi, with 2 GPUs as %s, to %s", (there, gpuUnit, written, warned) => {
    const outcome = inject([{ name: MEMORY, value: there }], "tighten", CONFIG, { gpuUnit }, 2);
    expect(outcome).toEqual([
      [{ name: MEMORY, value: written }],
      [`${warned} spec/containers/0/env/0`],
      "injected",
    ]);
  });

  it("refuses to tighten a limit for a device that may not be visible", () => {
    const object = pod(gpuContainer({ env: item("0=512M,1=512M") }, 2));
    const result = injectGpuConfig(object, CONFIG, { onConflict: "tighten" });
    expect(result.ok ? [] : result.issues.map(formatIssue)).toEqual([
      `spec.containers[0].env[0]: ${MEMORY} names device 1, which may not be visible: CUDA would drop every limit; name device 0 only, or set gpuUnit to "device" if GPUs are not shared (got "0=512M,1=512M") [env/conflict]`,
    ]);
  });

  it.each([
    ["0.5", "0.5", "unchanged"],
    ["33.5", "33", "injected"],
    ["80.5", "50", "injected"],
  ])("tightens %s percent and 50 to %s, never to more", (there, written, action) => {
    const config = { activeThreadPercentage: 50 };
    const outcome = inject([{ name: THREADS, value: there }], "tighten", config);
    expect([outcome[0], outcome[2]]).toEqual([[{ name: THREADS, value: written }], action]);
  });

  it.each(["override", "keep", "error", "tighten"] as const)(
    "does not touch variables that the config does not set under %s",
    (policy) => {
      const env = [
        { name: THREADS, value: "junk" },
        { name: PRIORITY, value: "1" },
        { name: "CUDA_MPS_PIPE_DIRECTORY", value: "/mps" },
        { name: "CUDA_VISIBLE_DEVICES", value: "0" },
      ];
      const [after, warnings] = inject(env, policy, CONFIG);
      expect([after, warnings]).toEqual([[...env, WRITTEN], []]);
    },
  );

  describe("for a percentage of 0 or 100, which is no limit", () => {
    const NO_LIMIT = { name: THREADS, value: "100" };
    it.each([0, 100])("writes nothing where there is no limit: %i", (activeThreadPercentage) => {
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
    ])("settles an existing limit under %s", (policy, expected, action) => {
      for (const activeThreadPercentage of [0, 100]) {
        const config = { ...CONFIG, activeThreadPercentage };
        const [after] = inject([WRITTEN, { name: THREADS, value: "30" }], policy, config);
        expect(after).toEqual([WRITTEN, expected]);
        const reports = inject([WRITTEN, { name: THREADS, value: "30" }], policy, config);
        expect(reports[2]).toBe(action);
      }
    });

    it("reports an existing limit under error", () => {
      const object = pod(gpuContainer({ env: [{ name: THREADS, value: "30" }] }));
      const result = injectGpuConfig(
        object,
        { activeThreadPercentage: 100 },
        { onConflict: "error" },
      );
      expect(result.ok ? [] : result.issues.map(formatIssue)).toEqual([
        expect.stringContaining(
          'CUDA_MPS_ACTIVE_THREAD_PERCENTAGE is already set to another value than "100"',
        ),
      ]);
    });
  });

  it("keeps values, and the reason of the injection says so", () => {
    const object = pod(gpuContainer({ env: [WRITTEN] }), gpuContainer({ env: item("0=2G") }));
    const result = injectGpuConfig(object, CONFIG, { onConflict: "keep" });
    expect(result).toMatchObject({ ok: true, value: { changed: false, reason: "kept-existing" } });
  });
});

describe("an item of a patch that deletes the variable", () => {
  const deletion = { name: THREADS, $patch: "delete" };
  const threads = (value: string) => ({ name: THREADS, value });

  it.each<ConflictPolicy>(["override", "error", "tighten"])(
    "keeps its meaning: a limit is a conflict under %s",
    (onConflict) => {
      const result = injectGpuConfig(pod(gpuContainer({ env: [deletion] })), LIMITS, {
        onConflict,
      });
      expect(result.ok ? [] : result.issues.map(formatIssue)).toEqual([
        `spec.containers[0].env[0]: ${THREADS} is deleted by this patch instead of set to "50"; remove this item, or set onConflict to "keep" (got "delete") [env/conflict]`,
      ]);
    },
  );

  it("is kept under keep", () => {
    const object = pod(gpuContainer({ env: [deletion] }));
    const options = { onConflict: "keep" } as const;
    expect(injectGpuConfig(object, { activeThreadPercentage: 50 }, options)).toMatchObject({
      value: { object, changed: false, reason: "kept-existing", edits: [] },
      warnings: [],
    });
    expect(injectGpuConfig(object, LIMITS, options)).toMatchObject({
      value: { object: pod(gpuContainer({ env: [deletion, ENV[0]] })) },
      warnings: [],
    });
  });

  it.each([{ ...LIMITS, activeThreadPercentage: 100 }, CONFIG])(
    "does not matter to a config without a limit for it: %j",
    (config) => {
      const object = pod(gpuContainer({ env: [deletion] }));
      const { edits } = unwrap(injectGpuConfig(object, config));
      expect(edits).toMatchObject([
        { op: "add", path: ["spec", "containers", 0, "env", 1], value: { name: MEMORY } },
      ]);
    },
  );

  it("is not the value where one is set as well", () => {
    const set = pod(gpuContainer({ env: [threads("50"), deletion] }));
    expect(unwrap(injectGpuConfig(set, { activeThreadPercentage: 50 })).object).toBe(set);
    const other = pod(gpuContainer({ env: [deletion, threads("20")] }));
    expect(unwrap(injectGpuConfig(other, { activeThreadPercentage: 50 })).object).toEqual(
      pod(gpuContainer({ env: [deletion, threads("50")] })),
    );
  });

  it("keeps its meaning in a text, and when limits are taken out", () => {
    const text = `apiVersion: apps/v1
kind: Deployment
spec:
  template:
    spec:
      containers:
        - name: main
          env:
            - name: ${THREADS}
              $patch: delete
          resources: { limits: { nvidia.com/gpu: 1 } }
`;
    const result = injectYaml(text, LIMITS);
    expect(result.ok ? [] : result.issues.map(({ code }) => code)).toEqual(["env/conflict"]);
    expect(unwrap(uninjectYaml(text)).text).toBe(text);
    const both = pod(gpuContainer({ env: [deletion, threads("50")] }));
    expect(unwrap(uninjectGpuConfig(both)).object).toEqual(pod(gpuContainer({ env: [deletion] })));
  });
});
