import type { Position } from "../../core/issue.ts";
import type { Settings } from "../../inject/compiled-options.ts";
import { BlockCutter } from "../../yaml/text/block-cutter.ts";
import { splitDocuments } from "../../yaml/text/documents.ts";
import { GpuMentions, gpuNeedles, type Needle } from "../../yaml/text/gpu-mentions.ts";
import { LineCounter } from "../../yaml/text/line-counter.ts";

/** The text of one document that could hold a GPU. */
export interface ManifestText {
  readonly text: string;
  /** Where in the whole text an offset into this one is. */
  positionOf(offset: number): Position;
}

/** Finds the documents that could hold a GPU in a text that arrives in pieces. */
export class ManifestReader {
  documents = 0;
  readonly #cutter = new BlockCutter();
  readonly #needles: readonly Needle[];
  #line = 1;
  #offset = 0;

  constructor(settings: Settings) {
    this.#needles = gpuNeedles(settings);
  }

  push(chunk: string): Generator<ManifestText> {
    return this.#read(this.#cutter.push(chunk) ?? "");
  }

  end(): Generator<ManifestText> {
    return this.#read(this.#cutter.end());
  }

  *#read(block: string): Generator<ManifestText> {
    if (block === "") return;
    const mentions = new GpuMentions(block, this.#needles);
    const [line, offset] = [this.#line, this.#offset];
    for (const { start, content, end } of splitDocuments(block)) {
      this.documents++;
      if (!mentions.between(start, end)) continue;
      yield {
        text: block.slice(content, end),
        positionOf: (at) => new LineCounter(block, line, offset).positionAt(content + at),
      };
    }
    this.#line = new LineCounter(block, line, offset).lineAt(block.length);
    this.#offset = offset + block.length;
  }
}
