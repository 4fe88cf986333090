import { execSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished, type TestContext } from "vitest";

/** Runs the command of an installed package. */
export type Run = (...args: readonly string[]) => { stdout: string; stderr: string };

/**
 * Installs an npm package for one test, and returns its command. If it cannot be installed, the test is
 * skipped with a message.
 */
export function commandOf(spec: string, command: string, { skip }: TestContext): Run {
  const folder = mkdtempSync(join(tmpdir(), "kube-mps-npm-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true }));
  try {
    execSync(`npm install --no-audit --no-fund "${spec}"`, { cwd: folder, stdio: "ignore" });
  } catch {
    skipWithMessage(skip, `${spec} could not be installed`);
  }
  const isWindows = process.platform === "win32";
  const path = join(folder, "node_modules", ".bin", isWindows ? `${command}.cmd` : command);
  if (!existsSync(path)) skipWithMessage(skip, `${spec} came without ${command}`);
  return (...args) => {
    const line = [path, ...args].map((word) => `"${word}"`).join(" ");
    return spawnSync(line, { encoding: "utf8", shell: true });
  };
}

/** Skips with a message, since not every reporter lists skipped tests. */
export function skipWithMessage(skip: TestContext["skip"], reason: string): never {
  console.warn(`SKIPPED: ${reason}`);
  return skip(reason);
}
