import { FINDING_CODES } from "../result/codes/findings.ts";
import type { FieldPath } from "../result/field-path.ts";
import type { Issue } from "../result/issue.ts";
import { printable } from "../result/printable.ts";
import { received, truncate } from "../result/received.ts";
import { isObject, type UnknownObject } from "../result/unknown-object.ts";

/** What observations show. */
export interface Finding extends Issue {
  /** What it follows from; at most ten. */
  readonly evidence: readonly Evidence[];
  /** The container that it is about, if that is known. */
  readonly container?: string;
}

/** A row of the observations. */
export interface Evidence {
  /** From the root of the observations. */
  readonly path: FieldPath;
  readonly text: string;
}

export type FindingCode = Extract<keyof typeof FINDING_CODES.codes, `finding/${string}`>;

/** A row, and where it is. */
export interface Row {
  readonly row: UnknownObject;
  readonly path: FieldPath;
}

const MAX_EVIDENCE = 10;
const MAX_TEXT = 200;

/** The objects in a list of the observations. */
export function rowsOf(observations: object, name: string): readonly Row[] {
  const list: unknown = (observations as UnknownObject)[name];
  return Array.isArray(list)
    ? list.flatMap((row, index) => (isObject(row) ? [{ row, path: [name, index] }] : []))
    : [];
}

/** The numbers in a list. */
export function numbersOf(list: unknown): readonly number[] {
  return Array.isArray(list) ? list.filter((one) => typeof one === "number") : [];
}

/** A finding that rests on rows; none if there are no rows. */
export function finding(
  code: FindingCode,
  rows: readonly Row[],
  message: string = FINDING_CODES.codes[code].summary,
  owner?: UnknownObject,
): Finding[] {
  const [first] = rows;
  if (first === undefined) return [];
  const container = owner?.["container"];
  return [
    {
      code,
      path: first.path,
      message: printable(message),
      hint: FINDING_CODES.codes[code].hint,
      evidence: rows.slice(0, MAX_EVIDENCE).map(({ row, path }) => ({ path, text: textOf(row) })),
      ...(typeof container === "string" && { container }),
    },
  ];
}

function textOf(row: UnknownObject): string {
  const { text } = row;
  return typeof text === "string" ? printable(truncate(text, MAX_TEXT)) : received(row);
}
