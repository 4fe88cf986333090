import type { Choices } from "./choices.ts";
import { type Scalar, writeScalar, writeString } from "./write-scalar.ts";

/** A value in flow style; its lines, if there are several, are indented by `indent` at least. */
export function writeFlow(value: unknown, choices: Choices, indent: string): string {
  if (typeof value !== "object" || value === null)
    return writeScalar(value as Scalar, choices, true);
  const isList = Array.isArray(value);
  const children = isList
    ? value.map((item) => writeFlow(item, choices, `${indent}  `))
    : Object.entries(value).map(([key, child]) => writeEntry(key, child, choices, indent));
  const [open, close] = isList ? ["[", "]"] : ["{", "}"];
  if (children.length === 0)
    return choices.does("flow lines", 10) ? `${open} ${close}` : open + close;
  if (choices.does("flow lines", 40)) {
    const comma = choices.pick([",", " ,", ", # more"]);
    const last = choices.pick(["", ","]);
    const [lead, end] = choices.pick([
      [`\n${indent}  `, `\n${indent}`],
      [`\n${indent}`, ` `],
      [` `, ` `],
    ]);
    return `${open}${lead}${children.join(`${comma}\n${indent}  `)}${last}${end}${close}`;
  }
  const padding = choices.pick(["", " "]);
  return `${open}${padding}${children.join(choices.pick([", ", ", ", " , "]))}${padding}${close}`;
}

function writeEntry(key: string, child: unknown, choices: Choices, indent: string): string {
  const name = writeString(key, choices);
  const isQuoted = name.startsWith('"');
  const colon = isQuoted && choices.does("flow", 10) ? ":" : choices.does("keys", 8) ? " : " : ": ";
  return name + colon + writeFlow(child, choices, `${indent}  `);
}
