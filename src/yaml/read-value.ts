import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import type { FieldPath } from "../core/field-path.ts";
import type { Issue, Position } from "../core/issue.ts";
import type { IssueCode } from "../core/issue-code.ts";
import type { Result } from "../core/result.ts";
import { failure, isNonEmpty, success } from "../core/results.ts";

/** Plain data read from YAML or JSON, which remembers where everything was. */
export interface ReadValue {
  readonly value: unknown;
  /** Where the value at a path begins, or its key; the nearest that is there. */
  positionOf(path: FieldPath, part?: "key" | "value"): Position;
}

/**
 * Reads one document that is not a manifest: a config, or rows of carriers. Whole numbers beyond
 * 2⁵³ come back as bigints, so that nothing is rounded before it is validated.
 *
 * Issues: `yaml/syntax`, `yaml/duplicate-key`, `yaml/alias`, `yaml/too-deep`.
 */
export function readValue(text: string): Result<ReadValue> {
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, {
      intAsBigInt: true,
      lineCounter: lines,
      merge: true,
      prettyErrors: false,
    });
    const issues = document.errors.map(
      ({ code, message, pos }): Issue =>
        unreadableYaml(
          code === "DUPLICATE_KEY" ? "yaml/duplicate-key" : "yaml/syntax",
          message,
          position(lines, pos[0]),
        ),
    );
    if (isNonEmpty(issues)) return failure(issues);
    const value = withNumbers(document.toJS());
    return success({
      value,
      positionOf: (path, part = "value") => position(lines, offsetOf(document, path, part)),
    });
  } catch (error) {
    return failure([
      error instanceof RangeError
        ? unreadableYaml("yaml/too-deep", "this is nested too deeply to be read")
        : unreadableYaml("yaml/alias", (error as Error).message),
    ]);
  }
}

function unreadableYaml(code: IssueCode, message: string, at?: Position): Issue {
  return { code, path: [], message, ...(at === undefined ? {} : { position: at }) };
}

function position(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line, column: col, offset };
}

function offsetOf(document: Document.Parsed, path: FieldPath, part: "key" | "value"): number {
  let node: unknown = document.contents;
  let offset = document.contents?.range[0] ?? 0;
  path.forEach((step, index) => {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find(
        ({ key }) => isScalar(key) && String(key.value) === String(step),
      );
      const wantsKey = part === "key" && index === path.length - 1;
      offset = startOf(wantsKey ? pair?.key : (pair?.value ?? pair?.key)) ?? offset;
      node = pair?.value;
    } else {
      node = isSeq(node) ? node.items[Number(step)] : undefined;
      offset = startOf(node) ?? offset;
    }
  });
  return offset;
}

function startOf(node: unknown): number | undefined {
  return (node as { range?: [number, number, number] } | null | undefined)?.range?.[0];
}

/** The bigints that a number can hold become one. */
function withNumbers(value: unknown): unknown {
  if (typeof value === "bigint") {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value;
  }
  if (Array.isArray(value)) return value.map(withNumbers);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withNumbers(item)]));
}
