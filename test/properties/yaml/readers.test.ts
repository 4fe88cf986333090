import fc from "fast-check";
import type { InjectOptions, MpsConfig } from "kube-mps";
import { describe, expect, it } from "vitest";
import { config } from "../../helpers/arbitraries/config.ts";
import { options } from "../../helpers/arbitraries/options.ts";
import { mutatedText, yamlText, yamlTextWith } from "../../helpers/arbitraries/yaml-text.ts";
import { runs } from "../../helpers/properties.ts";
import { settingsOf } from "../../helpers/settings.ts";
import { seenByLexer, seenByPackage } from "../../helpers/yaml/by-reader.ts";
import type { Habit } from "../../helpers/yaml/choices.ts";

/** Expects the lexer, where it is certain, to agree with the `yaml` package; returns whether it is. */
function agrees(text: string, config: MpsConfig, options: InjectOptions): boolean {
  const settings = settingsOf(options);
  const lexed = seenByLexer(text, config, settings);
  if (lexed !== undefined) expect(lexed).toEqual(seenByPackage(text, config, settings));
  return lexed !== undefined;
}

describe("the lexer, wherever it is certain,", () => {
  it("reads what the yaml package reads", () => {
    fc.assert(
      fc.property(yamlText(), config(), options(), ({ text }, config, options) => {
        agrees(text, config, options);
      }),
      runs(150),
    );
  });

  it("reads broken text as the yaml package does", () => {
    fc.assert(
      fc.property(mutatedText(), config(), options(), (text, config, options) => {
        agrees(text, config, options);
      }),
      runs(200),
    );
  });
});

describe("the lexer is certain", () => {
  const shares: [habits: Habit[], percent: number][] = [
    [[], 100],
    [["indents"], 100],
    [["comments", "blank lines"], 95],
    [["quotes"], 95],
    [["block scalars"], 70],
    [["flow"], 50],
  ];

  it.each(shares)("of text with %j, %i times in 100 at least", (habits, percent) => {
    let [all, certain] = [0, 0];
    const texts = fc.tuple(yamlTextWith(habits), config(), options());
    fc.assert(
      fc.property(texts, ([{ text }, config, options]) => {
        all++;
        if (agrees(text, config, options)) certain++;
      }),
      runs(60),
    );
    expect((100 * certain) / all).toBeGreaterThanOrEqual(percent);
  });
});
