import { execSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder of a project with the packed tarball as its only dependency. */
    consumer: string;
    /** The paths inside the tarball. */
    packed: string[];
  }
}

/** Packs the build and installs the tarball in an empty folder, as a user would. */
export default function setup(project: TestProject): () => void {
  const consumer = mkdtempSync(join(tmpdir(), "kube-mps-consumer-"));
  const run = (command: string, cwd: string): string =>
    execSync(command, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });

  const [tarball] = JSON.parse(
    run(`npm pack --json --ignore-scripts --pack-destination "${consumer}"`, project.config.root),
  );
  writeFileSync(join(consumer, "package.json"), JSON.stringify({ type: "module", private: true }));
  run(`npm install --no-audit --no-fund "./${tarball.filename}"`, consumer);

  project.provide("consumer", consumer);
  project.provide(
    "packed",
    tarball.files.map((file: { path: string }) => file.path),
  );
  return () => rmSync(consumer, { recursive: true, force: true });
}
