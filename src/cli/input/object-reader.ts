import { splitDocuments } from "../../document/text/split-documents.ts";
import type { FieldPath } from "../../result/field-path.ts";
import { isObject } from "../../result/unknown-object.ts";
import type { FindingSink } from "../report/finding.ts";
import { hasContent, type LocatedValue, readValue } from "./located-value.ts";
import type { Block, InputReader } from "./read-inputs.ts";

/** An object of an input: a document, or an item of a List. */
export interface InputObject extends Pick<LocatedValue, "placeOf"> {
  readonly value: unknown;
  readonly kind: string | undefined;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
}

/** Reads the documents of one input as objects. One that is invalid is reported, and left out. */
export class ObjectReader implements InputReader {
  readonly objects: InputObject[] = [];
  readonly #findings: FindingSink;

  constructor(findings: FindingSink) {
    this.#findings = findings;
  }

  read(block: Block): void {
    const text = block.text.replace(/^\uFEFF/, " ");
    for (const span of splitDocuments(text)) {
      if (!hasContent(text, span)) continue;
      const read = readValue(text, span, (position) => block.placeOf(position));
      if ("placeOf" in read) {
        this.#findings.addAll(read.warnings);
        this.#add(read.value, [], read);
      } else this.#findings.addAll(read);
    }
  }

  end(): void {}

  /** @param kind - of the items of a typed list, which omit it */
  #add(value: unknown, path: FieldPath, root: LocatedValue, kind?: string): void {
    const object = isObject(value) ? value : {};
    const own = textOf(object["kind"]) ?? kind;
    const isList = own?.endsWith("List") === true;
    const items = isList ? object["items"] : value;
    if (Array.isArray(items)) {
      const [at, itemKind] = isList ? [[...path, "items"], own.slice(0, -4)] : [path];
      for (const [index, item] of items.entries()) {
        this.#add(item, [...at, index], root, itemKind || undefined);
      }
      return;
    }
    const metadata = isObject(object["metadata"]) ? object["metadata"] : {};
    this.objects.push({
      value,
      kind: own,
      namespace: textOf(metadata["namespace"]),
      name: textOf(metadata["name"]),
      placeOf: (issue) => root.placeOf({ ...issue, path: [...path, ...issue.path] }),
    });
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
