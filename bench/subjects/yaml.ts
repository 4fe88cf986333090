import { isDeepStrictEqual } from "node:util";
import { loadAll } from "js-yaml";
import { unwrap } from "kube-mps";
import { createYamlInjector, injectYaml } from "kube-mps/yaml";
import { compare, consumeText, type Engine, type Timing } from "../harness/compare.ts";
import { effort, type Settings, type Subject, scaled, type Verdict } from "../harness/subject.ts";
import { timingTable } from "../harness/timing-table.ts";
import { CONFIG } from "../inputs/limits.ts";
import { type Manifests, type ManifestsShape, manifests } from "../inputs/manifests.ts";
import { mutate } from "../peers/cloning.ts";
import { itemsOf, YAML_TEXTS } from "../peers/yaml-texts.ts";

interface Case extends ManifestsShape {
  readonly title: string;
  /** The row of the targets, and how much faster than each peer, in their order. */
  readonly target?: { readonly work: string; readonly faster: readonly number[] };
}

const CASES: readonly Case[] = [
  {
    title: "1 document in 10 with a GPU",
    documents: 10_000,
    gpuEvery: 10,
    target: { work: "YAML, 1 document in 10 with a GPU", faster: [300, 70] },
  },
  {
    title: "every document with a GPU",
    documents: 10_000,
    gpuEvery: 1,
    target: { work: "YAML, every document with a GPU", faster: [60, 20] },
  },
  {
    title: "one List of 10,000 items, all with a GPU",
    documents: 10_000,
    gpuEvery: 1,
    list: true,
    target: { work: "YAML, one List of 10,000 items", faster: [60, 20] },
  },
  { title: "a comment above every third line", documents: 5_000, gpuEvery: 1, commentEvery: 3 },
  { title: "CRLF line breaks", documents: 5_000, gpuEvery: 1, lineBreak: "\r\n" },
];

/** The slow engines get a text of the same kind with a tenth of the documents. */
const SLOW_SHARE = 0.1;
const CHUNK = 65_536;

/** Writes limits into texts, as a whole and in chunks. */
export const yaml: Subject = {
  name: "yaml",
  measure(settings) {
    const cases = CASES.filter(({ target }) => target !== undefined || !settings.smoke);
    const measured = cases.map((one) => ({ one, ...measureCase(one, settings) }));
    return {
      tables: measured.map(({ one, timings, bytes }) =>
        timingTable(`YAML, ${one.title}`, timings, {
          unit: "MB/s",
          about: `${(bytes / 1e6).toFixed(1)} MB; the peers get a tenth of its documents.`,
        }),
      ),
      verdicts: measured.flatMap(({ one, timings }) => verdictsOf(one, timings)),
      figures: Object.fromEntries(
        measured.flatMap(({ one, timings }) =>
          timings.map(({ name, seconds }) => [`${one.title} | ${name}`, 1e-6 / seconds.median]),
        ),
      ),
    };
  },
};

function measureCase(one: Case, settings: Settings): { timings: Timing[]; bytes: number } {
  const documents = scaled(settings, one.documents, 20);
  const whole = manifests({ ...one, documents }, settings.seed);
  const part = manifests({ ...one, documents: Math.ceil(documents * SLOW_SHARE) }, settings.seed);
  const ours = { "kube-mps": asWhole, [`kube-mps, in chunks of ${CHUNK / 1024} kB`]: inChunks };
  for (const [name, inject] of Object.entries(ours)) verify(name, inject, whole);
  for (const [name, inject] of Object.entries(YAML_TEXTS)) verify(name, inject, part);
  const engines = [
    ...Object.entries(ours).map(([name, inject]) => over(name, inject, whole)),
    ...Object.entries(YAML_TEXTS).map(([name, inject]) => over(name, inject, part)),
  ];
  const timings = compare(
    engines,
    effort(settings, one.target === undefined ? 5 : 9),
    settings.seed,
  );
  return { timings, bytes: whole.bytes };
}

function asWhole(text: string): string {
  return unwrap(injectYaml(text, CONFIG)).text;
}

function inChunks(text: string): string {
  const injector = createYamlInjector(CONFIG);
  const parts: string[] = [];
  for (let start = 0; start < text.length; start += CHUNK) {
    parts.push(unwrap(injector.push(text.slice(start, start + CHUNK))));
  }
  parts.push(unwrap(injector.end()));
  return parts.join("");
}

function over(name: string, inject: (text: string) => string, { text, bytes }: Manifests): Engine {
  return {
    name,
    run: () => {
      consumeText(inject(text));
      return bytes;
    },
  };
}

/** The output must mean the same as the objects with their limits. */
function verify(name: string, inject: (text: string) => string, input: Manifests): void {
  const actual = loadAll(inject(input.text)).flatMap(itemsOf);
  const expected = structuredClone(input.objects);
  for (const object of expected) mutate(object);
  if (!isDeepStrictEqual(actual, JSON.parse(JSON.stringify(expected)))) {
    throw new Error(`${name}: the output does not mean what it should`);
  }
}

function verdictsOf({ target }: Case, timings: readonly Timing[]): Verdict[] {
  return Object.keys(YAML_TEXTS).flatMap((name, index): Verdict[] => {
    const value = target?.faster[index];
    const timing = timings.find((one) => one.name === name);
    if (target === undefined || value === undefined || timing === undefined) return [];
    const wanted = { sense: "at least", value, unit: "x" } as const;
    return [{ work: target.work, against: name, wanted, measured: timing.ratio }];
  });
}
