import type { InjectOptions } from "kube-mps";
import type { Settings } from "../../src/options/compile-options.ts";
import { settingsFor } from "../../src/options/compile-options.ts";

/** Options as internal functions take them. */
export function settingsOf(options: InjectOptions): Settings {
  const settings = settingsFor(options);
  if (!settings.ok) throw new Error("the options of a test must be valid");
  return settings.value;
}

export function defaultSettings(): Settings {
  return settingsOf({});
}
