import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Findings, Settings } from "./subject.ts";

/** Runs a subject in a process of its own; rejects if it fails. */
export function runSubject(name: string, settings: Settings): Promise<Findings> {
  const child = fork(fileURLToPath(new URL("subject-process.js", import.meta.url)));
  return new Promise((resolve, reject) => {
    child.once("message", (findings) => resolve(findings as Findings));
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`${name} ended with ${code}`)));
    child.send({ name, settings });
  });
}
