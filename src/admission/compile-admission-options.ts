import { isObject } from "../core/is-object.ts";
import type { Issue } from "../core/issue.ts";
import { newIssue } from "../core/new-issue.ts";
import { NONE } from "../core/none.ts";
import type { Result } from "../core/result.ts";
import { failure, isNonEmpty, success } from "../core/results.ts";
import { unreadable } from "../core/unreadable.ts";
import { settingsFor } from "../inject/compile-options.ts";
import type { Settings } from "../inject/compiled-options.ts";
import type { AdmissionOptions, CompiledAdmissionOptions } from "./admission-options.ts";

/** Compiled options with what was built from them. */
export interface AdmissionSettings {
  readonly options: CompiledAdmissionOptions;
  readonly injection: Settings;
  /** The same, letting GPU workloads without a config pass: tells whether a config is needed. */
  readonly withoutConfig: Settings;
}

/** As in `compileOptions`: frozen, so what is remembered stays true. */
const COMPILED: WeakMap<object, AdmissionSettings> = /* @__PURE__ */ new WeakMap();

/** The settings without any options, made when first asked for. */
let defaults: Result<AdmissionSettings> | undefined;

/** Their pods cannot change once they are there. */
const NEVER_UPDATED = ["Pod", "Job", "ReplicaSet"];

/**
 * Checks options once, for use in many reviews: do it when a server starts, so that it does not
 * start with wrong ones.
 *
 * Issues: `options/type`, `options/unknown-key`, `options/value`, `options/carrier`. Never throws.
 *
 * @example
 * ```ts
 * const options = unwrap(compileAdmissionOptions({ patchOnUpdate: ["Deployment"] }));
 * const answer = reviewAdmission(review, config, options);
 * ```
 */
export function compileAdmissionOptions(
  options?: AdmissionOptions,
): Result<CompiledAdmissionOptions> {
  try {
    const settings = admissionSettingsFor(options);
    return settings.ok ? success(settings.value.options) : settings;
  } catch (error) {
    return unreadable(error);
  }
}

/** Options of any sort as settings. */
export function admissionSettingsFor(
  options: AdmissionOptions | undefined,
): Result<AdmissionSettings> {
  if (options === undefined) return (defaults ??= read({}));
  const known = isObject(options) ? COMPILED.get(options) : undefined;
  return known === undefined ? read(options) : success(known);
}

function read(options: AdmissionOptions): Result<AdmissionSettings> {
  const injection = settingsFor(options, ["patchOnUpdate"]);
  const patchOnUpdate: unknown = isObject(options) ? options["patchOnUpdate"] : undefined;
  const issues = patchOnUpdateIssues(patchOnUpdate);
  if (!injection.ok) return failure([...injection.issues, ...issues]);
  if (isNonEmpty(issues)) return failure(issues);
  const { value } = injection;
  const settings: AdmissionSettings = {
    options: Object.freeze({
      ...value.options,
      patchOnUpdate: Object.freeze([...((patchOnUpdate as string[] | undefined) ?? NONE)]),
    }),
    injection: value,
    withoutConfig: { ...value, options: { ...value.options, missingConfig: "skip" } },
  };
  COMPILED.set(settings.options, settings);
  // What `compileOptions` returned is frozen, and knows no `patchOnUpdate`.
  if (options === value.options) COMPILED.set(options, settings);
  return success(settings);
}

function patchOnUpdateIssues(kinds: unknown): Issue[] {
  if (kinds === undefined) return [];
  if (!Array.isArray(kinds)) {
    return [badKinds([], kinds, "patchOnUpdate must be a list of kinds", 'write ["Deployment"]')];
  }
  return kinds.flatMap((kind: unknown, index) => {
    if (typeof kind !== "string" || kind === "") {
      return [badKinds([index], kind, "a kind must be a name", 'write "Deployment"')];
    }
    if (!NEVER_UPDATED.includes(kind)) return [];
    return [badKinds([index], kind, "its pods cannot change once it is there", "leave it out")];
  });
}

function badKinds(steps: readonly number[], value: unknown, message: string, hint: string): Issue {
  return newIssue("options/value", ["patchOnUpdate", ...steps], message, hint, value);
}
