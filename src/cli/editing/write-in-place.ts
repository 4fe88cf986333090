import * as fs from "node:fs";
import { basename, dirname, join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { newIssue } from "../../result/issue.ts";
import type { Io } from "../io.ts";
import type { Findings } from "../report/findings.ts";
import { systemReason, UsageError } from "../usage-error.ts";
import type { EditedInput } from "./edited-input.ts";

/** A new file next to the one that it is to replace. */
interface Replacement {
  readonly edited: EditedInput;
  readonly target: string;
  readonly temporary: string;
}

/**
 * Replaces files. All of them are written next to the old ones first, and put in their places only
 * then: a full disk or Ctrl-C leaves every file as it was. A file that has changed since it was read is
 * reported and not written.
 */
export async function writeInPlace(
  inputs: readonly EditedInput[],
  { signal }: Io,
  findings: Findings,
): Promise<void> {
  const replacements = new Map<string, Replacement>();
  try {
    for (const edited of inputs) {
      // What a symbolic link leads to is replaced, once.
      const target = fs.realpathSync(edited.input.path ?? "");
      if (replacements.has(target)) continue;
      const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
      const file = fs.openSync(temporary, "wx", 0o600);
      replacements.set(target, { edited, target, temporary });
      await fill(file, edited, signal);
      copyPermissions(target, temporary);
    }
    for (const replacement of replacements.values()) commit(replacement, findings);
  } catch (error) {
    signal.throwIfAborted();
    throw new UsageError(`cannot write in place: ${systemReason(error)}`);
  } finally {
    for (const { temporary } of replacements.values()) fs.rmSync(temporary, { force: true });
  }
}

async function fill(file: number, edited: EditedInput, signal: AbortSignal): Promise<void> {
  try {
    for (const chunk of edited.chunks()) {
      fs.writeFileSync(file, chunk);
      // Lets signals through.
      await setImmediate();
      signal.throwIfAborted();
    }
    fs.fsyncSync(file);
  } finally {
    fs.closeSync(file);
  }
}

function copyPermissions(from: string, to: string): void {
  const { mode, uid, gid } = fs.statSync(from);
  try {
    fs.chownSync(to, uid, gid);
  } catch {
    // Only root can give a file away; anyone else owns what they write, as with any editor.
  }
  fs.chmodSync(to, mode & 0o7777);
}

function commit({ edited, target, temporary }: Replacement, findings: Findings): void {
  const { input } = edited;
  if (!input.isUnchanged()) {
    const message = "the file has changed since it was read, and is not overwritten";
    const issue = newIssue("input/unreadable", [], message, "run the command again");
    findings.add("error", issue, { file: input.name });
    edited.withheld = "failed";
  } else if (fs.statSync(target).nlink > 1) {
    // Renaming would leave the other hard links with the old text.
    fs.copyFileSync(temporary, target);
  } else {
    fs.renameSync(temporary, target);
  }
}
