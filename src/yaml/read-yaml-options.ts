import { isObject } from "../core/is-object.ts";
import type { Issue } from "../core/issue.ts";
import { newIssue } from "../core/new-issue.ts";
import { NONE } from "../core/none.ts";
import type { Result } from "../core/result.ts";
import { failure, isNonEmpty, success } from "../core/results.ts";
import { settingsFor } from "../inject/compile-options.ts";
import type { Settings } from "../inject/compiled-options.ts";
import type { DocumentReader, YamlOptions } from "./yaml-options.ts";

/** The options of this entry, checked, beside the settings that the others come to. */
export interface YamlSettings {
  readonly injection: Settings;
  readonly keepsInvalid: boolean;
  readonly maxDocumentLength: number;
  readonly onRead: ((reader: DocumentReader) => void) | undefined;
}

const DEFAULT_MAX_LENGTH = 134_217_728;

const NAMES = ["onInvalidDocument", "maxDocumentLength", "onRead"];

/**
 * Options as written, checked: every problem there is, or the settings they come to.
 *
 * @param others - the names of options that the caller reads itself, functions all of them
 */
export function readYamlOptions(
  options: YamlOptions | undefined,
  others: readonly string[] = NONE,
): Result<YamlSettings> {
  const settings = settingsFor(options, [...NAMES, ...others]);
  if (!isObject(options)) return withSettings(settings, []);
  const { onInvalidDocument, maxDocumentLength } = options as YamlOptions;
  const issues: Issue[] = [];
  if (![undefined, "error", "keep"].includes(onInvalidDocument)) {
    issues.push(bad("onInvalidDocument", "must be one of error, keep", onInvalidDocument));
  }
  if (maxDocumentLength !== undefined && !isLength(maxDocumentLength)) {
    issues.push(
      bad("maxDocumentLength", "must be a whole number of UTF-16 units", maxDocumentLength),
    );
  }
  for (const name of ["onRead", ...others]) {
    const value = options[name];
    if (value === undefined || typeof value === "function") continue;
    issues.push(bad(name, "must be a function", value));
  }
  return withSettings(settings, issues, options as YamlOptions);
}

function withSettings(
  settings: Result<Settings>,
  issues: readonly Issue[],
  options: YamlOptions = {},
): Result<YamlSettings> {
  const all = settings.ok ? issues : [...issues, ...settings.issues];
  if (!settings.ok || isNonEmpty(all)) return failure(all as [Issue, ...Issue[]]);
  return success({
    injection: settings.value,
    keepsInvalid: options.onInvalidDocument === "keep",
    maxDocumentLength: options.maxDocumentLength ?? DEFAULT_MAX_LENGTH,
    onRead: options.onRead,
  });
}

function isLength(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) > 0;
}

function bad(key: string, problem: string, value: unknown): Issue {
  return newIssue("options/value", [key], `${key} ${problem}`, undefined, value);
}
