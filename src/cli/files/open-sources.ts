import { relative } from "node:path";
import type { ParsedFlags } from "../args/parse-flags.ts";
import type { Io } from "../io.ts";
import { UsageError } from "../usage-error.ts";
import { findManifests, STDIN } from "./find-manifests.ts";
import { openSource, type Source } from "./source.ts";
import { type Spooled, spoolStdin } from "./spool-stdin.ts";

/** The sources that operands name, and how to clean up behind them. */
export interface OpenSources {
  readonly sources: readonly Source[];
  close(): Promise<void>;
}

/** Opens everything that the operands name; Helm charts are skipped with a note on stderr. */
export async function openSources(flags: ParsedFlags, io: Io): Promise<OpenSources> {
  if (flags.operands.length === 0) {
    throw new UsageError(
      "no file is named",
      'name files, folders or globs, or "-" for standard input',
    );
  }
  const { paths, charts } = await findManifests(flags.operands, io.cwd);
  for (const chart of charts) {
    await io.stderr.write(
      `${chart} is a Helm chart, skipped: helm template ${chart} | kube-mps inject -\n`,
    );
  }
  const sources: Source[] = [];
  let stdin: Spooled | undefined;
  for (const path of paths) {
    if (path === STDIN) {
      stdin = await spoolStdin(io);
      sources.push(stdin.source);
    } else {
      sources.push(await openSource(path, shownName(io.cwd, path)));
    }
  }
  return { sources, close: async () => stdin?.remove() };
}

/** Relative where that is shorter: as it is usually written, and as GitHub wants it. */
function shownName(cwd: string, path: string): string {
  const short = relative(cwd, path);
  return short.startsWith("..") ? path : short;
}
