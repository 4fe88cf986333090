import { SUBJECTS } from "../subjects.ts";
import type { Findings, Settings } from "./subject.ts";

/** Measures one subject in a process of its own, so that no other one affects it. */
process.once("message", async ({ name, settings }: { name: string; settings: Settings }) => {
  const subject = SUBJECTS.find((one) => one.name === name);
  if (subject === undefined) throw new Error(`no subject ${name}`);
  const findings: Findings = await subject.measure(settings);
  process.send?.(findings, () => process.disconnect());
});
