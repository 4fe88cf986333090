import { BYTE_ORDER_MARK } from "../../document/text/characters.ts";
import type { Output } from "../io.ts";
import { UsageError } from "../usage-error.ts";
import type { EditedInput } from "./edited-input.ts";

const SEPARATOR = "---\n";

/** A document separator, or a directive, which must not come after one. */
const BEGINS_DOCUMENT = /^(?:---(?:\s|$)|%)/;

/**
 * Writes texts as one stream of documents, with `---` between them if there is none.
 *
 * kubectl tells by the first character whether a stream is JSON, and then accepts only objects, without
 * `---`; in a stream of YAML it takes only the first of several JSON objects.
 */
export async function writeJoined(inputs: readonly EditedInput[], to: Output): Promise<void> {
  const texts = inputs.filter(({ head }) => head !== "");
  const isAllJson = texts.every(({ isJson }) => isJson);
  if (!isAllJson) for (const text of texts) checkJoinable(text);
  const separator = isAllJson ? "" : SEPARATOR;
  let last = texts[0]?.isJson ? separator : "";
  await to.write(last);
  for (const text of texts) {
    // A byte order mark belongs at the start of a stream only.
    const mark = last !== "" && text.head.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
    await to.write(glue(last, text.head.slice(mark.length), separator));
    let skip = Buffer.byteLength(mark);
    for (const chunk of text.chunks()) {
      await to.write(chunk.subarray(skip));
      skip = 0;
    }
    last = text.tail;
  }
}

function checkJoinable({ input, isJson, tally: { documents } }: EditedInput): void {
  if (!isJson || documents === 1) return;
  throw new UsageError(
    `${input.name} has ${documents} JSON objects: among YAML kubectl would read only the first`,
    "inject the YAML files separately, or use --in-place",
  );
}

/** What has to be between a text that ends with `last` and one that begins with `next`. */
function glue(last: string, next: string, separator: string): string {
  if (last === "" || last.endsWith(`\n${SEPARATOR}`) || last === SEPARATOR) return "";
  const newline = last.endsWith("\n") ? "" : "\n";
  return newline + (BEGINS_DOCUMENT.test(next) ? "" : separator);
}
