import { resolve } from "node:path";
import { IssuesError } from "../report/issues-error.ts";
import { placeIn } from "../report/place-in.ts";
import { UsageError } from "../usage-error.ts";
import { type ReadValue, readValue } from "./read-value.ts";
import { openSource, readText, type Source } from "./source.ts";

/** In bytes: more than any config or list of kinds is. */
const LARGEST = 1_000_000;

/** A YAML or JSON file that is no manifest, with its text. */
export interface ValueFile extends ReadValue {
  readonly name: string;
  readonly text: string;
}

/**
 * @throws UsageError where the file cannot be read
 * @throws IssuesError where its text cannot
 */
export async function readValueFile(name: string, cwd: string): Promise<ValueFile> {
  return readValueSource(await openSource(resolve(cwd, name), name));
}

/** As `readValueFile`, for a source that is open already. */
export async function readValueSource(source: Source): Promise<ValueFile> {
  const { name, size } = source;
  if (size > LARGEST) {
    throw new UsageError(`${name} is too large for a config`, "manifests are for inject and scan");
  }
  const text = (await readText(source)).replace(/^\uFEFF/, "");
  const result = readValue(text);
  if (result.ok) return { ...result.value, name, text };
  throw new IssuesError(
    result.issues.map((issue) => ({
      severity: "error",
      issue,
      place: placeIn(name, text, issue.position),
    })),
  );
}
