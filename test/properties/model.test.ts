import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { config } from "../helpers/arbitraries/config.ts";
import { options } from "../helpers/arbitraries/options.ts";
import {
  builtInWorkload,
  knownWorkload,
  manyWorkloads,
  oddWorkload,
} from "../helpers/arbitraries/workload.ts";
import { runs } from "../helpers/properties.ts";
import { type Detail, ROUTES } from "../helpers/routes.ts";
import { Model, type Outcome } from "../model/model.ts";

/** The outcome of the model, as far as an answer tells. */
const TERMS: Readonly<Record<Detail, (outcome: Outcome) => Partial<Outcome>>> = {
  everything: (outcome) => outcome,
  codes: ({ reports: _, issues, warnings, ...rest }) => {
    const codes = (list: readonly string[]) => list.map((one) => one.replace(/ .*/s, "")).sort();
    return { ...rest, issues: codes(issues), warnings: codes(warnings) };
  },
  object: ({ object }) => ({ object }),
};

describe.each(Object.entries(ROUTES))(
  "injection by %s agrees with the reference model",
  (_, inject) => {
    it.each([
      ["for the built-in kinds", builtInWorkload(), 60],
      ["for every kind in the table", knownWorkload(), 100],
      ["for Lists of them", manyWorkloads(knownWorkload()), 50],
      ["for malformed objects", manyWorkloads(oddWorkload()), 120],
    ])("%s", (__, workloads, count) => {
      fc.assert(
        fc.property(
          workloads,
          fc.option(config(), { freq: 12 }),
          options(),
          (workload, limits, settings) => {
            const answer = inject(workload.object, limits, settings);
            const { outcome } = new Model(workload, limits, settings);
            expect(answer.outcome).toEqual(TERMS[answer.detail](outcome));
          },
        ),
        runs(count),
      );
    });
  },
);
