import { readAndInject, type TextInjection } from "./read-and-inject.ts";
import type { YamlSettings } from "./read-yaml-options.ts";
import type { DocumentScanner } from "./scan/document-scanner.ts";
import { scanAndInject } from "./scan-and-inject.ts";
import type { DocumentSpan } from "./text/documents.ts";

/** What is to become of one document of a text. */
export interface SpanInjection {
  readonly injection: TextInjection;
  /** What all of its offsets count from. */
  readonly base: number;
}

const BYTE_ORDER_MARK = "\uFEFF";

/** Injects one document of a text: by the scanner where it is certain, else by the `yaml` package. */
export function injectSpan(
  text: string,
  scanner: DocumentScanner,
  { content, end }: DocumentSpan,
  config: unknown,
  { settings, onRead }: YamlSettings,
): SpanInjection {
  // What a byte order mark stands before begins its line all the same.
  const base = text.startsWith(BYTE_ORDER_MARK, content) ? content + 1 : content;
  const document = text.slice(base, end);
  const scanned = scanAndInject(document, scanner, config, settings);
  onRead?.(scanned === undefined ? "yaml" : "scanner");
  return { injection: scanned ?? readAndInject(document, config, settings), base };
}
