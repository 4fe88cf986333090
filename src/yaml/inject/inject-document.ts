import type { YamlSettings } from "../read-yaml-options.ts";
import type { DocumentScanner } from "../scan/document-scanner.ts";
import { BYTE_ORDER_MARK } from "../text/byte-order-mark.ts";
import type { DocumentSpan } from "../text/documents.ts";
import type { DocumentInjection } from "./document-injection.ts";
import { readAndInject } from "./read-and-inject.ts";
import { scanAndInject } from "./scan-and-inject.ts";

/** What is to become of one document, and where that lies in the text. */
export interface PlacedInjection {
  readonly injection: DocumentInjection;
  /** What all of its offsets count from. */
  readonly base: number;
}

/** Injects one document of a text: by the scanner where it is certain, else by the `yaml` package. */
export function injectDocument(
  text: string,
  scanner: DocumentScanner,
  { content, end }: DocumentSpan,
  config: unknown,
  { injection: settings, onRead }: YamlSettings,
): PlacedInjection {
  // What a byte order mark stands before begins its line all the same.
  const base = text.startsWith(BYTE_ORDER_MARK, content) ? content + 1 : content;
  const document = text.slice(base, end);
  const scanned = scanAndInject(document, scanner, config, settings);
  onRead?.(scanned === undefined ? "yaml" : "scanner");
  return { injection: scanned ?? readAndInject(document, config, settings), base };
}
