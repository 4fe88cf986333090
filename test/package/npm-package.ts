import { execSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished, type TestContext } from "vitest";

/** Runs a command of an installed package. */
export type Run = (...args: readonly string[]) => { stdout: string; stderr: string };

/**
 * Installs a package of npm for one test, and gives its command. Where it cannot be had the test is
 * skipped, and says so.
 */
export function commandOf(spec: string, command: string, { skip }: TestContext): Run {
  const folder = mkdtempSync(join(tmpdir(), "kube-mps-npm-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true }));
  try {
    execSync(`npm install --no-audit --no-fund "${spec}"`, { cwd: folder, stdio: "ignore" });
  } catch {
    skipAloud(skip, `${spec} could not be installed`);
  }
  const isWindows = process.platform === "win32";
  const path = join(folder, "node_modules", ".bin", isWindows ? `${command}.cmd` : command);
  if (!existsSync(path)) skipAloud(skip, `${spec} came without ${command}`);
  return (...args) => {
    const line = [path, ...args].map((word) => `"${word}"`).join(" ");
    return spawnSync(line, { encoding: "utf8", shell: true });
  };
}

/** Not every reporter tells of skipped tests, so this does. */
export function skipAloud(skip: TestContext["skip"], reason: string): never {
  console.warn(`SKIPPED: ${reason}`);
  return skip(reason);
}
