import { splitDocuments } from "../../document/text/split-documents.ts";
import type { FieldPath } from "../../result/field-path.ts";
import { isObject, type UnknownObject } from "../../result/unknown-object.ts";
import type { FindingSink } from "../report/finding.ts";
import { hasContent, type LocatedValue, readValue } from "./located-value.ts";
import type { Block, InputReader } from "./read-inputs.ts";

/** An object of an input: a document, or an item of a List. */
export interface InputObject extends Pick<LocatedValue, "placeOf"> {
  /** Anything, if the document is not an object. */
  readonly value: UnknownObject;
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

  /** Items of Lists, and of lists in them. */
  #add(value: unknown, path: FieldPath, root: LocatedValue): void {
    const isList = isObject(value) && String(value["kind"]).endsWith("List");
    const items = isList ? value["items"] : value;
    if (Array.isArray(items)) {
      const at = isList ? [...path, "items"] : path;
      for (const [index, item] of items.entries()) this.#add(item, [...at, index], root);
      return;
    }
    const placeOf: InputObject["placeOf"] = (issue) =>
      root.placeOf({ ...issue, path: [...path, ...issue.path] });
    this.objects.push({ value: value as UnknownObject, placeOf });
  }
}
