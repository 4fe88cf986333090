import fc from "fast-check";
import { type InjectOptions, injectGpuConfig, type MpsConfig } from "kube-mps";
import { describe, expect, it } from "vitest";
import { config } from "../helpers/arbitraries/config.ts";
import { options } from "../helpers/arbitraries/options.ts";
import {
  builtInWorkload,
  carrierWorkload,
  manyWorkloads,
  oddWorkload,
  type Workload,
} from "../helpers/arbitraries/workload.ts";
import { runs } from "../helpers/properties.ts";
import { Model, type Outcome } from "../model/model.ts";

/** What the product itself says, in the model's terms. */
function outcome(workload: Workload, limits: MpsConfig | null, settings: InjectOptions): Outcome {
  const result = injectGpuConfig(workload.object, limits, settings);
  const short = (issue: { code: string; path: readonly unknown[] }) =>
    `${issue.code} ${issue.path.join("/")}`;
  const warnings = result.warnings.map(short).sort();
  if (!result.ok) return { issues: result.issues.map(short).sort(), warnings, reports: [] };
  const reports = result.value.containers.map(({ path, action, reason, count, resource }) =>
    [path.join("/"), action, reason ?? "", count, resource].join(" "),
  );
  return { object: result.value.object, issues: [], warnings, reports: reports.sort() };
}

describe("the object path agrees with the reference model", () => {
  it.each([
    ["for the built-in kinds", builtInWorkload(), 150],
    ["for every kind in the table", carrierWorkload(), 200],
    ["for Lists of them", manyWorkloads(carrierWorkload()), 100],
    ["whatever somebody wrote", manyWorkloads(oddWorkload()), 300],
  ])("%s", (_, workloads, count) => {
    fc.assert(
      fc.property(
        workloads,
        fc.option(config(), { freq: 12 }),
        options(),
        (workload, limits, settings) => {
          expect(outcome(workload, limits, settings)).toEqual(
            new Model(workload, limits, settings).outcome,
          );
        },
      ),
      runs(count),
    );
  });
});
