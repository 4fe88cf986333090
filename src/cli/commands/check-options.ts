import { formatPath } from "../../core/format-path.ts";
import type { Settings } from "../../inject/compiled-options.ts";
import { readYamlOptions } from "../../yaml/read-yaml-options.ts";
import type { YamlOptions } from "../../yaml/yaml-options.ts";
import { withFlagNames } from "../report/flag-names.ts";
import { UsageError } from "../usage-error.ts";

/** @throws UsageError where the library refuses the options: they came from the command line */
export function checkOptions(options: YamlOptions): Settings {
  const result = readYamlOptions(options);
  if (result.ok) return result.value.injection;
  const [{ path, message, hint, received }] = result.issues;
  const [option, ...rest] = path;
  const name = String(option);
  const about = message.startsWith(`${name} `)
    ? message.slice(name.length)
    : `${rest.length === 0 ? "" : ` ${formatPath(rest)}`}: ${message}`;
  throw new UsageError(`${withFlagNames(name)}${about}, not ${received}`, hint);
}
