import fc from "fast-check";
import { HABITS, type Habit } from "../yaml/choices.ts";
import { type WrittenYaml, writeYaml } from "../yaml/write-yaml.ts";
import { builtInWorkload, knownWorkload, manyWorkloads, oddWorkload } from "./workload.ts";

/** A text, and the value it was written from. */
export interface YamlText extends WrittenYaml {
  readonly value: unknown;
}

const STRINGS = [
  "plain",
  "two words",
  "yes",
  "0o17",
  "1.5",
  "",
  " padded ",
  "a: b",
  "a #b",
  "it's",
  'say "hi"',
  "- dash",
  "#!/bin/sh\nset -e\necho $GPU\n",
  "one\n\n  two\nthree",
  "kept\n\n\n",
  "tab\tinside",
  "{{ .Values.x }}",
  "*star",
  "é ü 漢字",
  "back\\slash \\n",
  "nvidia.com/gpu: 1\nkind: Pod\n",
  "---",
  "x".repeat(300),
  "long words that go on and on, so that they are folded over several lines in the end",
] as const;

/** Other fields of a manifest. */
const extras = (): fc.Arbitrary<Record<string, unknown>> =>
  fc.dictionary(
    fc.constantFrom("args", "labels", "note", "key with blanks", "y", "0", "a.b/c", "volumeMounts"),
    fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3, withCrossShrink: true },
        { weight: 6, arbitrary: fc.constantFrom<unknown>(...STRINGS) },
        {
          weight: 2,
          arbitrary: fc.constantFrom<unknown>(0, 1, -3, 1.5, true, false, null, {}, []),
        },
        { weight: 2, arbitrary: fc.array(tie("value"), { maxLength: 3 }) },
        {
          weight: 2,
          arbitrary: fc.dictionary(fc.constantFrom("a", "b", "name", "true"), tie("value"), {
            maxKeys: 3,
          }),
        },
      ),
    })).value,
    { maxKeys: 3 },
  );

const workload = () =>
  manyWorkloads(
    fc.oneof(
      { weight: 4, arbitrary: builtInWorkload() },
      { weight: 2, arbitrary: knownWorkload() },
      { weight: 1, arbitrary: oddWorkload() },
    ),
  );

/** A manifest with other fields in any of its maps. */
const manifest = (): fc.Arbitrary<Record<string, unknown>> =>
  fc
    .tuple(workload(), fc.array(fc.tuple(fc.nat(30), fc.boolean(), extras()), { maxLength: 4 }))
    .map(([{ object }, additions]) => {
      const value = JSON.parse(JSON.stringify(object)) as Record<string, unknown>;
      const maps = mapsIn(value);
      for (const [index, first, extra] of additions) {
        const map = maps[index % maps.length] as Record<string, unknown>;
        const before = { ...map };
        for (const key of Object.keys(map)) delete map[key];
        Object.assign(map, first ? { ...extra, ...before } : { ...before, ...extra, ...before });
      }
      return value;
    });

function mapsIn(value: unknown): object[] {
  if (typeof value !== "object" || value === null) return [];
  const below = Object.values(value).flatMap(mapsIn);
  return Array.isArray(value) ? below : [value, ...below];
}

/** The text of one document, in any style: sometimes a few habits, sometimes all at once. */
export const yamlText = (): fc.Arbitrary<YamlText> =>
  written(fc.oneof(fc.subarray([...HABITS], { maxLength: 5 }), fc.subarray([...HABITS])));

/** The text of one document whose author has these habits. */
export const yamlTextWith = (habits: readonly Habit[]): fc.Arbitrary<YamlText> =>
  written(fc.constant(habits));

function written(habits: fc.Arbitrary<readonly Habit[]>): fc.Arbitrary<YamlText> {
  const numbers = fc.array(fc.nat(999), { minLength: 1, maxLength: 200, size: "max" });
  return fc
    .tuple(manifest(), numbers, habits)
    .map(([value, choices, followed]) => ({ value, ...writeYaml(value, choices, followed) }));
}

const CHARACTERS = [
  ..."\n \t:-#'\"|>{}[],&*!?%@`\\a1~+<.=",
  "- ",
  ": ",
  " #",
  "\r\n",
  "---",
  "...",
  "  ",
];

type Mutation = readonly [kind: number, at: number, length: number, character: string];

const mutation = (): fc.Arbitrary<Mutation> =>
  fc.tuple(
    fc.nat(6),
    fc.nat(999_999),
    fc.integer({ min: 1, max: 3 }),
    fc.constantFrom(...CHARACTERS),
  );

/** A valid text in which lines and characters were removed, inserted or shifted. */
export const mutatedText = (): fc.Arbitrary<string> =>
  fc
    .tuple(
      written(fc.subarray([...HABITS], { maxLength: 3 })),
      fc.array(mutation(), { minLength: 1, maxLength: 4 }),
    )
    .map(([{ text }, mutations]) => mutations.reduce(mutate, text));

function mutate(text: string, [kind, at, length, character]: Mutation): string {
  const offset = at % (text.length + 1);
  if (kind < 2) return text.slice(0, offset) + character + text.slice(offset);
  if (kind === 2) return text.slice(0, offset) + text.slice(offset + length);
  const lines = text.split("\n");
  const index = at % lines.length;
  const line = lines[index] as string;
  const shifted = [" ".repeat(length) + line, line.replace(/^ {1,2}/, "")];
  const into = [[], shifted.slice(0, 1), shifted.slice(1), [line, line]][kind - 3] as string[];
  lines.splice(index, 1, ...into);
  return lines.join("\n");
}
