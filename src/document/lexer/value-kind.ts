import { IS_PLAIN } from "./byte-classes.ts";

/** No value on the line of the key or dash: the tokens below it are its value, or it is null. */
export const NO_VALUE = 0;
export const PLAIN = 1;
export const QUOTED = 2;
export const FLOW = 3;
export const BLOCK_SCALAR = 4;
/** A plain scalar of several lines, whose value is left to the `yaml` package. */
export const FOLDED_PLAIN = 5;

/**
 * The kind of the value that begins with each byte; `NO_VALUE` if what it begins is left to the `yaml`
 * package. What a dash begins depends on what follows it.
 */
export const VALUE_KIND: Uint8Array = /* @__PURE__ */ valueKinds();

function valueKinds(): Uint8Array {
  const kinds = IS_PLAIN.map((isPlain) => (isPlain === 1 ? PLAIN : NO_VALUE));
  const set = (chars: string, kind: number) => {
    for (const char of chars) kinds[char.charCodeAt(0)] = kind;
  };
  set("?:,]}#&*!%@`=", NO_VALUE);
  set("'\"", QUOTED);
  set("[{", FLOW);
  set("|>", BLOCK_SCALAR);
  return kinds;
}
