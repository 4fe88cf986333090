import { BlockCutter } from "../../document/text/block-cutter.ts";
import { countLines } from "../../document/text/split-documents.ts";
import { newIssue, type Position } from "../../result/issue.ts";
import type { Io } from "../io.ts";
import { Progress } from "../progress.ts";
import { type FindingSink, type Place, placeIn } from "../report/finding.ts";
import { IssuesError } from "../report/issues-error.ts";
import type { Input } from "./input.ts";

/** A few whole documents of an input. */
export class Block {
  readonly text: string;
  /** The lines of the input before it. */
  readonly linesBefore: number;
  readonly #file: string;

  constructor(file: string, text: string, linesBefore: number) {
    this.#file = file;
    this.text = text;
    this.linesBefore = linesBefore;
  }

  /** The place in the input of a position in the block. */
  placeOf(position: Position | undefined): Place {
    const place = placeIn(this.#file, this.text, position);
    return place.line === undefined ? place : { ...place, line: place.line + this.linesBefore };
  }
}

/** What takes the documents of one input. */
export interface InputReader {
  /** Called with all of them, in order. */
  read(block: Block): void;
  /** @param isComplete - whether the input was read to its end */
  end(isComplete: boolean): void;
}

/** What reading takes of a run. */
interface Reading {
  readonly io: Io;
  readonly findings: FindingSink;
  readonly options: { readonly maxDocumentLength: number };
}

/**
 * Reads inputs once, a few documents at a time. One that cannot be read is reported, and the others are
 * read all the same.
 */
export async function readInputs<R extends InputReader>(
  inputs: readonly Input[],
  run: Reading,
  begin: (input: Input) => R,
): Promise<readonly R[]> {
  const progress = new Progress(run.io, inputs);
  const readers: R[] = [];
  try {
    for (const input of inputs) {
      const reader = begin(input);
      readers.push(reader);
      reader.end(await isRead(input, run, reader, progress));
      progress.fileIsRead();
    }
  } finally {
    await progress.clear();
  }
  return readers;
}

/** Whether an input was read to its end. */
async function isRead(
  input: Input,
  { io, findings, options: { maxDocumentLength } }: Reading,
  reader: InputReader,
  progress: Progress,
): Promise<boolean> {
  const cutter = new BlockCutter();
  let lines = 0;
  const read = (text: string) => {
    if (text !== "") reader.read(new Block(input.name, text, lines));
    lines += countLines(text);
  };
  try {
    for await (const chunk of input.read(io)) {
      read(cutter.push(chunk) ?? "");
      // What is in one chunk is held anyway, and the library measures it.
      if (cutter.held > Math.max(maxDocumentLength, chunk.length)) {
        throw tooLong({ file: input.name, line: lines + 1 }, maxDocumentLength);
      }
      await progress.read(chunk.length);
    }
    read(cutter.end());
    return true;
  } catch (error) {
    if (!(error instanceof IssuesError)) throw error;
    findings.addAll(error.findings);
    return false;
  }
}

function tooLong(place: Place, limit: number): IssuesError {
  const message = `the document has more than ${limit} characters`;
  const issue = newIssue("yaml/too-long", [], message, "split it, or raise maxDocumentLength");
  return new IssuesError([{ severity: "error", issue, place }]);
}
