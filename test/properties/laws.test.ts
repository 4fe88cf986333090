import fc from "fast-check";
import { applyPatch as applyFastJsonPatch, deepClone, type Operation } from "fast-json-patch";
import {
  type ConflictPolicy,
  type FieldPath,
  findGpuContainers,
  type Injection,
  type InjectOptions,
  injectGpuConfig,
  isGpuWorkload,
  type MpsConfig,
  toJsonPatch,
  uninjectGpuConfig,
  unwrap,
  validateMpsConfig,
} from "kube-mps";
import { applyPatch as applyRfc6902 } from "rfc6902";
import { describe, expect, it } from "vitest";
import { builtInKinds } from "../../src/kubernetes/kinds/built-in-kinds.ts";
import { applyPlainly } from "../helpers/apply-patch.ts";
import { config } from "../helpers/arbitraries/config.ts";
import { container, gpuContainer } from "../helpers/arbitraries/container.ts";
import { options } from "../helpers/arbitraries/options.ts";
import {
  knownWorkload,
  manyWorkloads,
  oddWorkload,
  type Workload,
} from "../helpers/arbitraries/workload.ts";
import { deployment, MEMORY, PRIORITY, pod, THREADS } from "../helpers/manifests.ts";
import { runs } from "../helpers/properties.ts";
import { limitOf, visibleOf } from "../model/limit.ts";

/** The fields that hold the variables of a container, in any kind. */
const ENV_FIELDS = ["env"].concat(
  builtInKinds()
    .flatMap(({ containers = [] }) => containers)
    .flatMap((place) => (typeof place === "string" ? [] : (place.env ?? []))),
);

type Call = (workload: Workload, config: MpsConfig, options: InjectOptions) => void;

function holds(call: Call, count = 120): void {
  fc.assert(
    fc.property(manyWorkloads(fc.oneof(knownWorkload(), oddWorkload())), config(), options(), call),
    runs(count),
  );
}

/** The injection, or nothing if it fails: the laws are about successful ones. */
function inject<T extends object>(object: T, config: MpsConfig, options: InjectOptions) {
  const result = injectGpuConfig(object, config, options);
  return result.ok ? result.value : undefined;
}

function freeze<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const child of Object.values(value)) freeze(child);
  return value;
}

describe("injection", () => {
  it("is idempotent: a second injection returns the same object", () => {
    holds((workload, config, options) => {
      const once = inject(workload.object, config, options);
      if (once === undefined) return;
      const twice = inject(once.object, config, options);
      expect(twice).toMatchObject({ changed: false, edits: [] });
      expect(twice?.object).toBe(once.object);
    });
  });

  it("never changes or freezes its input, and accepts a frozen one", () => {
    holds((workload, config, options) => {
      const before = structuredClone(workload.object);
      const first = injectGpuConfig(workload.object, config, options);
      expect(workload.object).toStrictEqual(before);
      expect(Object.isFrozen(workload.object)).toBe(false);
      expect(injectGpuConfig(freeze(before), config, options)).toEqual(first);
    });
  });

  it("is changed exactly where there are edits, a new object and no reason", () => {
    holds((workload, config, options) => {
      const injection = inject(workload.object, config, options);
      if (injection === undefined) return;
      expect(injection.edits.length > 0).toBe(injection.changed);
      expect(injection.object !== workload.object).toBe(injection.changed);
      expect(injection.reason === undefined).toBe(injection.changed);
    });
  });

  it("shares every subtree that no edit goes through", () => {
    holds((workload, config, options) => {
      const injection = inject(workload.object, config, options);
      if (injection?.changed) expectShared(workload.object, injection);
    });
  });

  it("returns an object without a GPU as it is, whatever the config", () => {
    holds((workload, config, options) => {
      if (isGpuWorkload(workload.object)) return;
      for (const any of [config, null, { activeThreadPercentage: 999 }]) {
        const result = injectGpuConfig(workload.object, any, options);
        expect(result.ok && result.value.object).toBe(workload.object);
      }
    });
  });

  it("writes each variable once, as a value and not as a reference", () => {
    holds((workload, config, options) => {
      if (options.onConflict === "keep" || options.onConflict === "error") return;
      const injection = inject(workload.object, config, options);
      for (const { path, action } of injection?.containers ?? []) {
        if (action !== "injected") continue;
        for (const name of namesSet(config)) {
          const mine = envAt(injection?.object, path).filter((item) => item["name"] === name);
          expect(mine).toHaveLength(1);
          expect(mine[0]?.["value"]).toBeTypeOf("string");
          expect(mine[0]?.["valueFrom"] ?? undefined).toBeUndefined();
        }
      }
    });
  });

  it("gives the same result for a validated config and for a stored one", () => {
    holds((workload, config, options) => {
      const validated = validateMpsConfig(config);
      const stored = validated.ok ? validated.value : null;
      expect(injectGpuConfig(workload.object, stored, options)).toEqual(
        injectGpuConfig(workload.object, JSON.parse(JSON.stringify(config)), options),
      );
    }, 60);
  });

  it("does the same to a container, whatever other containers there are", () => {
    fc.assert(
      fc.property(
        fc.array(container(), { minLength: 1, maxLength: 3 }),
        container(),
        config(),
        options(),
        (containers, added, config, options) => {
          const alone = inject(deployment(...containers), config, options);
          const together = inject(deployment(...containers, added), config, options);
          if (alone === undefined || together === undefined) return;
          const [some, more] = [alone, together].map(
            ({ object }) => object.spec.template.spec.containers,
          );
          expect(more?.slice(0, -1)).toEqual(some);
        },
      ),
      runs(150),
    );
  });
});

describe("findGpuContainers", () => {
  it("finds the containers that an injection reports", () => {
    holds((workload, config, options) => {
      const injection = inject(workload.object, config, options);
      if (injection === undefined) return;
      const found = unwrap(findGpuContainers(workload.object, options));
      expect(found.map(({ path }) => path)).toEqual(injection.containers.map(({ path }) => path));
    });
  });

  it("reads the limits that an injection writes", () => {
    holds((workload, config, options) => {
      const injection = inject(workload.object, config, { ...options, onConflict: "override" });
      if (injection === undefined) return;
      const { activeThreadPercentage: threads, clientPriority, pinnedDeviceMemoryLimit } = config;
      for (const { current, skip } of unwrap(findGpuContainers(injection.object, options))) {
        if (skip !== undefined) continue;
        if (threads && threads < 100)
          expect(current.threads).toMatchObject({ state: "set", value: threads });
        if (clientPriority !== undefined) {
          expect(current.clientPriority).toMatchObject({ state: "set", value: clientPriority });
        }
        if (pinnedDeviceMemoryLimit === undefined) continue;
        const limit = config.perDevicePinnedMemoryLimit?.["0"] ?? pinnedDeviceMemoryLimit;
        expect(current.memory).toMatchObject({ state: "set", value: { "0": limit } });
      }
    });
  });
});

describe("uninjecting", () => {
  it("gives back the input, if that had no limits and no empty env", () => {
    holds((workload, config, { resourceLimits: _, ...options }) => {
      const bare = uninjectGpuConfig(workload.object, options);
      if (!bare.ok || hasEmptyEnv(bare.value.object)) return;
      const injected = inject(bare.value.object, config, options);
      if (injected === undefined || addsLimits(injected)) return;
      const back = uninjectGpuConfig(injected.object, options);
      expect(back.ok && back.value.object).toStrictEqual(bare.value.object);
    });
  });

  it("takes out just what only names, and nothing of a container that it does not", () => {
    holds((workload, config, { resourceLimits: _, ...options }) => {
      const injected = inject(workload.object, config, { ...options, onConflict: "override" });
      if (injected === undefined) return;
      const rest = uninjectGpuConfig(injected.object, { ...options, only: config });
      if (!rest.ok) return;
      const names = new Set([...namesSet(config), "CUDA_MPS_ACTIVE_THREAD_PERCENTAGE"]);
      for (const edit of rest.value.edits) expect(edit.op).toBe("remove");
      for (const { path, action } of rest.value.containers) {
        if (action === "skipped") continue;
        const left = envAt(rest.value.object, path).map(({ name }) => name);
        const before = envAt(injected.object, path).map(({ name }) => name);
        const lost = before.filter((name) => !left.includes(name));
        for (const name of lost) expect(names).toContain(name);
      }
    });
  });

  it("is idempotent, and never changes its input", () => {
    holds((workload, _, options) => {
      const before = structuredClone(workload.object);
      const once = uninjectGpuConfig(workload.object, options);
      expect(workload.object).toStrictEqual(before);
      if (!once.ok) return;
      const twice = uninjectGpuConfig(once.value.object, options);
      expect(twice).toMatchObject({ ok: true, value: { changed: false, edits: [] } });
      expect(twice.ok && twice.value.object).toBe(once.value.object);
    });
  });
});

describe("tighten", () => {
  it("never loosens a limit of the container or of the config", () => {
    fc.assert(
      fc.property(gpuContainer(), config(), gpuUnit(), (one, config, gpuUnit) => {
        const options = { onConflict: "tighten", gpuUnit } as const;
        const injection = inject(pod(one), config, options);
        if (injection === undefined) return;
        const path = ["spec", "containers", 0];
        const before = limitsOf(pod(one), path, injection);
        const after = limitsOf(injection.object, path, injection);
        const wanted = limitsOf(
          inject(pod({ ...one, env: othersIn(one) }), config, options)?.object ?? {},
          path,
          injection,
        );
        for (const key of Object.keys({ ...before, ...wanted })) {
          expect(after[key]).toBeLessThanOrEqual(before[key] ?? Number.POSITIVE_INFINITY);
          expect(after[key]).toBeLessThanOrEqual(wanted[key] ?? Number.POSITIVE_INFINITY);
        }
      }),
      runs(400),
    );
  });
});

describe("the edits of an injection", () => {
  const cases: [name: string, apply: (object: object, injection: Injection<object>) => unknown][] =
    [
      ["hand, one by one", (object, { edits }) => applyPlainly(object, edits)],
      [
        "fast-json-patch",
        (object, { edits }) =>
          applyFastJsonPatch(deepClone(object), toJsonPatch(edits) as Operation[], true)
            .newDocument,
      ],
      [
        "rfc6902",
        (object, { edits }) => {
          const copy = deepClone(object) as object;
          const errors = applyRfc6902(copy, toJsonPatch(edits) as never);
          expect(errors.filter((error) => error !== null)).toEqual([]);
          return copy;
        },
      ],
    ];

  it.each(cases)("give the injected object, applied by %s", (_, apply) => {
    holds((workload, config, options) => {
      const injection = inject(workload.object, config, options);
      if (injection === undefined) return;
      // Copied, since the values of edits are in the object that they were applied to.
      const copied = deepClone(injection) as Injection<object>;
      expect(apply(workload.object, copied)).toEqual(deepClone(injection.object));
    }, 150);
  });
});

/** Compares both trees: a subtree that no edit goes through is shared. */
function expectShared(object: object, injection: Injection<object>): void {
  const touched = new Set(
    injection.edits.flatMap(({ path }) => path.map((__, depth) => path.slice(0, depth).join("\n"))),
  );
  const compare = (before: unknown, after: unknown, path: FieldPath): void => {
    if (!touched.has(path.join("\n"))) {
      expect(after).toBe(before);
      return;
    }
    if (typeof before !== "object" || before === null || Array.isArray(before)) return;
    for (const [key, child] of Object.entries(before)) {
      if (injection.edits.some((edit) => edit.path.join() === [...path, key].join())) continue;
      compare(child, (after as Record<string, unknown>)[key], [...path, key]);
    }
  };
  compare(object, injection.object, []);
}

function namesSet(config: MpsConfig): string[] {
  return [
    ...(config.pinnedDeviceMemoryLimit || config.perDevicePinnedMemoryLimit ? [MEMORY] : []),
    ...((config.activeThreadPercentage || 100) < 100 ? [THREADS] : []),
    ...(config.clientPriority === undefined ? [] : [PRIORITY]),
  ];
}

const gpuUnit = () => fc.constantFrom("device" as const, "replica" as const);

/** Whether injection added the limit that Kubernetes demands for a request. */
function addsLimits({ edits }: Injection<object>): boolean {
  return edits.some(({ path }) => path.includes("limits"));
}

/** Whether a container somewhere has an `env` that is empty or null. */
function hasEmptyEnv(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(
    ([key, child]) =>
      (ENV_FIELDS.includes(key) &&
        (child == null || (Array.isArray(child) && child.length === 0))) ||
      hasEmptyEnv(child),
  );
}

/** The variables of a container that are not ours. */
function othersIn(container: object): unknown[] {
  return envAt(container, []).filter(({ name }) => !String(name).startsWith("CUDA_MPS_"));
}

function envAt(object: unknown, path: FieldPath): Record<string, unknown>[] {
  const container = path.reduce(
    (at, step) => (at as Record<string | number, unknown>)[step],
    object,
  ) as Record<string, unknown>;
  const env = ENV_FIELDS.map((field) => container[field]).find(Array.isArray) ?? [];
  return (env as unknown[]).filter(
    (item): item is Record<string, unknown> => typeof item === "object" && item !== null,
  );
}

/** Every known limit in force, where a smaller number is stricter. */
function limitsOf(
  object: object,
  path: FieldPath,
  { containers }: Injection<object>,
): Record<string, number> {
  const limits: Record<string, number> = {};
  const last = new Map(envAt(object, path).map((item) => [item["name"], item]));
  for (const [name, item] of last) {
    if (name !== MEMORY && name !== THREADS && name !== PRIORITY) continue;
    const limit = limitOf(item);
    if (typeof limit === "string") continue;
    const { n, ...memory } = limit;
    if (name === PRIORITY) limits["priority"] = -(n ?? 0);
    if (name === THREADS && n !== 100) limits["threads"] = n ?? 0;
    // CUDA drops every limit if one names an invisible device.
    const count = containers[0]?.count ?? 0;
    const visible = visibleOf(envAt(object, path), count) ?? count;
    const isVoid = Object.keys(memory).some((device) => Number(device) >= visible);
    if (name === MEMORY && !isVoid) Object.assign(limits, memory);
  }
  return limits;
}

it.each<ConflictPolicy>(["override", "keep", "error", "tighten"])(
  "%s is among the policies of the arbitrary options",
  (policy) => {
    const drawn = fc.sample(options(), 200).map(({ onConflict }) => onConflict);
    expect(drawn).toContain(policy);
  },
);
