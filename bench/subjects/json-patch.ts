import { isDeepStrictEqual } from "node:util";
import fastJsonPatch from "fast-json-patch";
import { type Injection, injectGpuConfig, toJsonPatch, unwrap } from "kube-mps";
import { compare, consume } from "../harness/compare.ts";
import { effort, type Subject, scaled } from "../harness/subject.ts";
import { timingTable } from "../harness/timing-table.ts";
import type { Deployment } from "../inputs/deployment.ts";
import { deployments } from "../inputs/deployments.ts";
import { CONFIG } from "../inputs/limits.ts";

interface Pair extends Injection<Deployment> {
  readonly before: Deployment;
}

const ENGINES: Readonly<Record<string, (pair: Pair) => readonly unknown[]>> = {
  "kube-mps: toJsonPatch of the edits": ({ edits }) => toJsonPatch(edits),
  "fast-json-patch: compare": ({ before, object }) => fastJsonPatch.compare(before, object),
};

const CASES = [
  { title: "10 env entries", objects: 2_000, env: 10 },
  { title: "200 env entries", objects: 200, env: 200 },
] as const;

/** The patch of an injection: from its edits, and by comparing the objects. */
export const jsonPatch: Subject = {
  name: "json-patch",
  measure(settings) {
    const tables = CASES.map(({ title, objects, env }) => {
      const count = scaled(settings, objects, 20);
      const pairs = deployments(count, { containers: 1, env, gpu: true }, settings.seed).map(
        (before): Pair => ({ before, ...unwrap(injectGpuConfig(before, CONFIG)) }),
      );
      const engines = Object.entries(ENGINES).map(([name, run]) => {
        verify(name, run, pairs);
        return {
          name,
          run: () => {
            for (const pair of pairs) consume(run(pair));
            return pairs.length;
          },
        };
      });
      const timings = compare(engines, effort(settings, 9), settings.seed);
      return timingTable(`JSON Patch, ${title}`, timings, { unit: "us", of: "one patch" });
    });
    return { tables, verdicts: [] };
  },
};

/** A patch must turn the object before into the object after. */
function verify(
  name: string,
  run: (pair: Pair) => readonly unknown[],
  pairs: readonly Pair[],
): void {
  for (const pair of pairs) {
    const patch = run(pair) as Parameters<typeof fastJsonPatch.applyPatch>[1];
    const { newDocument } = fastJsonPatch.applyPatch(structuredClone(pair.before), patch);
    if (!isDeepStrictEqual(newDocument, pair.object)) throw new Error(`${name}: a wrong patch`);
  }
}
