import type { LocatedScalar } from "../tree/located.ts";
import { resolvePlain } from "../tree/resolve-plain.ts";
import { blockScalarValue } from "./block-scalar.ts";
import type { DocumentBytes } from "./document-bytes.ts";
import { quotedValue } from "./read-quoted.ts";
import { BLOCK_SCALAR, PLAIN, QUOTED, type TokenTable } from "./token-table.ts";
import { UNCERTAIN } from "./uncertain.ts";

/** What the scalar behind a row says; what one of several lines does is left to the `yaml` package. */
export function scalarOf(
  document: DocumentBytes,
  rows: TokenTable,
  row: number,
): LocatedScalar["value"] {
  const start = rows.valueStart(row);
  const end = rows.valueEnd(row);
  switch (rows.valueKind(row)) {
    case PLAIN:
      return resolvePlain(document.slice(start, end));
    case QUOTED:
      return quotedValue(document, start, end);
    case BLOCK_SCALAR:
      return blockScalarValue(document, start, end);
    default:
      throw UNCERTAIN;
  }
}
