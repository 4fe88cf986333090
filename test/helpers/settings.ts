import type { InjectOptions } from "kube-mps";
import type { Settings } from "../../src/options/compile-options.ts";
import { settingsFor } from "../../src/options/compile-options.ts";

/** Options as everything behind the public functions takes them. */
export function settingsOf(options: InjectOptions): Settings {
  const settings = settingsFor(options);
  if (!settings.ok) throw new Error("the options of a test must be good ones");
  return settings.value;
}

export function defaultSettings(): Settings {
  return settingsOf({});
}
