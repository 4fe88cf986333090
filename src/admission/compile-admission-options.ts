import {
  ADMISSION_OPTIONS,
  type AdmissionOptions,
  type CompiledAdmissionOptions,
} from "../options/admission-options.ts";
import { type Settings, settingsWith } from "../options/compile-options.ts";
import { type Result, success } from "../result/result.ts";
import { isObject } from "../result/unknown-object.ts";
import { unreadable } from "../result/unreadable.ts";

/** Compiled options, and what was built from them. */
export interface AdmissionSettings {
  readonly options: CompiledAdmissionOptions;
  readonly injection: Settings;
}

/** Settings by compiled options. These are frozen, so their settings stay valid. */
const COMPILED: WeakMap<object, AdmissionSettings> = /* @__PURE__ */ new WeakMap();

/** The default settings, built on first use. */
let defaults: Result<AdmissionSettings> | undefined;

/**
 * Checks options once, for use in many reviews. Call it when a server starts, which then fails at once
 * if they are invalid.
 *
 * Issues: `options/type`, `options/unknown-key`, `options/value`, `options/kind`. Never throws.
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

/** The settings for options, compiled or not. */
export function admissionSettingsFor(
  options: AdmissionOptions | undefined,
): Result<AdmissionSettings> {
  if (options === undefined) return (defaults ??= build(undefined));
  const known = isObject(options) ? COMPILED.get(options) : undefined;
  return known === undefined ? build(options) : success(known);
}

function build(options: AdmissionOptions | undefined): Result<AdmissionSettings> {
  const read = settingsWith(options, ADMISSION_OPTIONS);
  if (!read.ok) return read;
  const { settings: injection, own } = read.value;
  const settings = { options: Object.freeze({ ...injection.options, ...own }), injection };
  COMPILED.set(settings.options, settings);
  // These came from `compileOptions`: they are frozen, and have no `patchOnUpdate`.
  if (options === injection.options) COMPILED.set(injection.options, settings);
  return success(settings);
}
