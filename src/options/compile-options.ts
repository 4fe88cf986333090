import { GpuResourceNames } from "../kubernetes/gpu/gpu-resource-names.ts";
import { indexKinds, type KindIndex } from "../kubernetes/kinds/kind-index.ts";
import { type Result, success } from "../result/result.ts";
import { unreadable } from "../result/unreadable.ts";
import { CORE_OPTIONS } from "./core-options.ts";
import type { CompiledOptions, InjectOptions } from "./inject-options.ts";
import { type OptionTable, readOptions } from "./option.ts";

/** Compiled options with what was built from them. */
export interface Settings {
  readonly options: CompiledOptions;
  readonly gpuNames: GpuResourceNames;
  readonly kinds: KindIndex;
  /** Whether an object without a kind is read by its shape. In a text it is no manifest. */
  readonly readsShapes: boolean;
  /** `resourceLimits` as a list; mostly empty. */
  readonly resourceLimits: readonly (readonly [name: string, quantity: number | string])[];
}

/** What was built from options that were compiled before: frozen, so what is remembered stays true. */
const COMPILED: WeakMap<object, Settings> = /* @__PURE__ */ new WeakMap();

/** What was read, by the table, of options that cannot change: frozen, with all values. */
const CONSTANT: WeakMap<object, WeakMap<object, unknown>> = /* @__PURE__ */ new WeakMap();

/** The settings without any options, made when first asked for. */
let defaults: Settings | undefined;

/**
 * Checks options once, for use in many calls.
 *
 * Issues: `options/type`, `options/unknown-key`, `options/value`, `options/kind`. Never throws.
 *
 * @example
 * ```ts
 * const options = unwrap(compileOptions({ onConflict: "tighten" }));
 * for (const pod of pods) injectGpuConfig(pod, config, options);
 * ```
 */
export function compileOptions(options?: InjectOptions): Result<CompiledOptions> {
  try {
    const settings = settingsFor(options);
    return settings.ok ? success(settings.value.options) : settings;
  } catch (error) {
    return unreadable(error);
  }
}

/** The settings for options, compiled or not. */
export function settingsFor(options: InjectOptions | undefined): Result<Settings> {
  const known = knownSettings(options);
  if (known !== undefined) return success(known);
  const read = readOptions(options, CORE_OPTIONS);
  return read.ok ? success(settingsOf(read.value)) : read;
}

/**
 * The same for options of an entry that has its own in addition to those of the core.
 *
 * @param table - its own
 */
export function settingsWith<Own extends object>(
  options: InjectOptions | undefined,
  table: OptionTable<Own>,
): Result<{ readonly settings: Settings; readonly own: Own }> {
  const known = knownSettings(options);
  if (known !== undefined) {
    const read = readOptions({}, table);
    return read.ok ? success({ settings: known, own: read.value }) : read;
  }
  const constant = CONSTANT.get(table)?.get(options as object);
  if (constant !== undefined) return success(constant as { settings: Settings; own: Own });
  const read = readOptions<CompiledOptions & Own>(options, { ...CORE_OPTIONS, ...table } as never);
  if (!read.ok) return read;
  const core = pick(read.value, CORE_OPTIONS);
  const value = { settings: settingsOf(core), own: pick<Own>(read.value, table) };
  if (isConstant(options as object)) {
    if (!CONSTANT.has(table)) CONSTANT.set(table, new WeakMap());
    CONSTANT.get(table)?.set(options as object, value);
  }
  return success(value);
}

function isConstant(options: object): boolean {
  return Object.isFrozen(options) && Object.values(options).every(Object.isFrozen);
}

function pick<C extends object>(values: C, table: OptionTable<C>): C {
  const names = Object.keys(table) as (keyof C)[];
  return Object.fromEntries(names.map((name) => [name, values[name]])) as C;
}

function knownSettings(options: InjectOptions | undefined): Settings | undefined {
  if (options !== undefined) return COMPILED.get(options);
  if (defaults === undefined) {
    const read = readOptions({}, CORE_OPTIONS);
    if (read.ok) defaults = settingsOf(read.value);
  }
  return defaults;
}

function settingsOf(options: CompiledOptions): Settings {
  const settings: Settings = {
    options: Object.freeze(options),
    gpuNames: new GpuResourceNames(options.gpuResources),
    kinds: indexKinds(options.kinds),
    readsShapes: true,
    resourceLimits: Object.entries(options.resourceLimits),
  };
  COMPILED.set(options, settings);
  return settings;
}
