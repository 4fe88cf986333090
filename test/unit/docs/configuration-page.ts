import { CORE_FLAGS, CORE_OPTIONS } from "../../../src/options/core-options.ts";
import type { Option, OptionFlag } from "../../../src/options/option.ts";
import { YAML_FLAGS, YAML_OPTIONS } from "../../../src/options/yaml-options.ts";

const OPTIONS: Readonly<Record<string, Option<unknown>>> = { ...CORE_OPTIONS, ...YAML_OPTIONS };
const FLAGS: Readonly<Record<string, readonly OptionFlag[]>> = { ...CORE_FLAGS, ...YAML_FLAGS };

/** The options that are on the page, in its order. Callbacks, which no flag can be, are not. */
export const SHOWN_OPTIONS: readonly string[] = Object.keys(OPTIONS).filter(
  (name) => name in FLAGS,
);

/** Of options that the command does not have. */
const ABOUT: Readonly<Record<string, string>> = {
  as: "what objects without apiVersion and kind are",
};

const TABLE = /^\| option \|.*\n(?:\|.*\n)+/m;

/** The page with its table of options. */
export function withOptions(page: string): string {
  const rows = SHOWN_OPTIONS.map(row);
  const heading = "| option | default | flag | for |\n|---|---|---|---|\n";
  return page.replace(TABLE, () => heading + rows.join(""));
}

function row(name: string): string {
  const flags = FLAGS[name] ?? [];
  const cells = [
    `[\`${name}\`](#${name.toLowerCase()})`,
    defaultOf(name),
    flags.map((flag) => `\`--${flag.name}\``).join("<br>"),
    ABOUT[name] ?? flags.map(({ about }) => about).join("<br>"),
  ];
  return `| ${cells.join(" | ")} |\n`.replaceAll("  ", " ");
}

function defaultOf(name: string): string {
  const option = OPTIONS[name];
  const value = option && "choices" in option ? option.choices[0] : option?.default;
  return value === undefined ? "" : `\`${JSON.stringify(value).replaceAll('","', '", "')}\``;
}
