import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { readings } from "../helpers/readings.ts";
import { judge, LAWS, type Law, type Verdict } from "./laws.ts";
import { type ReadingSet, readReadings } from "./reading.ts";

const KNOWN = fileURLToPath(new URL("known-failures.json", import.meta.url));

const LAW_NAMES = Object.keys(LAWS) as Law[];

/** Failures that are known, by the number of their line in one set of readings; see the README. */
interface KnownFailures {
  readonly fingerprint: string;
  readonly failures: Readonly<Partial<Record<Law, readonly number[]>>>;
}

/** Nothing is forgiven in a set that the list was not made from. */
function knownIn({ fingerprint }: ReadingSet): KnownFailures["failures"] {
  if (!existsSync(KNOWN)) return {};
  const known = JSON.parse(readFileSync(KNOWN, "utf8")) as KnownFailures;
  return known.fingerprint === fingerprint ? known.failures : {};
}

it.skipIf(readings === undefined)("KUBE_MPS_READINGS names a folder with readings", () => {
  expect(existsSync(`${readings}/readings.jsonl.gz`)).toBe(true);
});

describe.skipIf(readings === undefined)("held against what Kubernetes reads, injectYaml", () => {
  const set = readings === undefined ? { fingerprint: "", readings: [] } : readReadings(readings);
  const known = knownIn(set);
  const verdicts: Verdict[] = set.readings.map(judge);
  const failuresOf = (law: Law): number[] =>
    verdicts.flatMap(({ broken }, line) => (broken.includes(law) ? [line] : []));

  it.each(LAW_NAMES.map((law) => [law, LAWS[law]] as const))("%s: %s", (law) => {
    const before = known[law] ?? [];
    const now = failuresOf(law);
    const fresh = now.filter((line) => !before.includes(line));
    expect(fresh.map((line) => ({ line, text: set.readings[line]?.text }))).toEqual([]);
    // The list only shrinks: what does not fail any more has to leave it (`UPDATE_READINGS=1`).
    const mended = before.filter((line) => !now.includes(line));
    if (!process.env["UPDATE_READINGS"]) expect(mended).toEqual([]);
  });

  it("refuses fewer than one in five of the texts with a GPU", () => {
    const asking = verdicts.filter(({ hasGpu }) => hasGpu);
    expect(asking.filter(({ refused }) => refused).length).toBeLessThan(asking.length / 5);
  });

  afterAll(() => {
    if (!process.env["UPDATE_READINGS"] || set.readings.length === 0) return;
    const isFirst = !existsSync(KNOWN);
    const failures = Object.fromEntries(
      LAW_NAMES.map((law) => [
        law,
        failuresOf(law).filter((line) => isFirst || known[law]?.includes(line)),
      ]),
    );
    const text = { fingerprint: set.fingerprint, failures } satisfies KnownFailures;
    writeFileSync(KNOWN, `${JSON.stringify(text)}\n`);
  });
});
