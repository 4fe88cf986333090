import {
  ADMISSION_OPTIONS,
  type AdmissionOptions,
  type CompiledAdmissionOptions,
} from "../options/admission-options.ts";
import { type Settings, settingsWith } from "../options/compile-options.ts";
import { type Result, success } from "../result/result.ts";
import { isObject } from "../result/unknown-object.ts";
import { unreadable } from "../result/unreadable.ts";

/** Compiled options with what was built from them. */
export interface AdmissionSettings {
  readonly options: CompiledAdmissionOptions;
  readonly injection: Settings;
}

/** As in `compileOptions`: frozen, so what is remembered stays true. */
const COMPILED: WeakMap<object, AdmissionSettings> = /* @__PURE__ */ new WeakMap();

/** The settings without any options, made when first asked for. */
let defaults: Result<AdmissionSettings> | undefined;

/**
 * Checks options once, for use in many reviews: call it when a server starts, so that it does not start
 * with invalid ones.
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
  // What `compileOptions` returned is frozen, and has no `patchOnUpdate`.
  if (options === injection.options) COMPILED.set(injection.options, settings);
  return success(settings);
}
