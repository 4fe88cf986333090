import { writeFileSync } from "node:fs";
import { colorsFor } from "../../../../src/cli/colors.ts";
import { run } from "../../../../src/cli/run.ts";
import { ROOT, readPage, type Snippet } from "./pages.ts";

/**
 * Runs the `kube-mps` commands of a transcript and returns the transcript of that run: those of the
 * README at the root of the repository, those of other pages in the folder of the examples.
 */
export async function runConsole({ page, text: transcript }: Snippet): Promise<string> {
  const cwd = page === "README.md" ? ROOT : `${ROOT}docs/examples`;
  const commands = transcript.split("\n").filter((line) => line.startsWith("$ "));
  let text = "";
  for (const command of commands) {
    text += `${command}\n${await outputOf(command.slice(2), cwd)}`;
  }
  return text;
}

/** Replaces the transcript in a page: `UPDATE_DOCS=1`. */
export function updateConsole({ page, text }: Snippet, transcript: string): void {
  writeFileSync(
    ROOT + page,
    readPage(page).replace(text, () => transcript),
  );
}

async function outputOf(command: string, cwd: string): Promise<string> {
  const [program, ...argv] = command.replace(/^npx /, "").split(" ");
  if (program !== "kube-mps") throw new Error(`only kube-mps is run, not ${program}`);
  let text = "";
  const output = {
    isTTY: false,
    columns: 80,
    colors: colorsFor({ isTTY: false }, {}),
    write: (more: string | Uint8Array) => {
      text += typeof more === "string" ? more : Buffer.from(more).toString();
      return Promise.resolve();
    },
  };
  await run(argv, {
    stdin: Object.assign(noInput(), { isTTY: true }),
    stdout: output,
    stderr: output,
    cwd,
    now: () => 0,
    signal: new AbortController().signal,
    version: "0.0.0",
  });
  return text;
}

async function* noInput(): AsyncGenerator<Buffer> {}
