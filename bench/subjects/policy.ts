import { isDeepStrictEqual } from "node:util";
import { unwrap } from "kube-mps";
import { compilePolicies, validateGpuSharingPolicy } from "kube-mps/policy";
import { compare, consume, type Engine } from "../harness/compare.ts";
import { effort, type Subject, scaled } from "../harness/subject.ts";
import { timingTable } from "../harness/timing-table.ts";
import { containers, policies, REQUESTED } from "../inputs/policies.ts";
import { decidePlainly } from "../peers/plain-policies.ts";

const POLICIES = 1_000;
const CONTAINERS = 100_000;

/** The share of the containers that the plain loop gets in one turn; another part in every round. */
const SLOW_SHARE = 0.01;

/** Compiles policies, and decides by them. */
export const policy: Subject = {
  name: "policy",
  measure(settings) {
    const inputs = policies(POLICIES);
    const all = containers(scaled(settings, CONTAINERS, 200), settings.seed);
    const set = unwrap(compilePolicies(inputs, { requested: REQUESTED }));
    const valid = inputs.map((one) => unwrap(validateGpuSharingPolicy(one)));
    for (const container of all.slice(0, 2_000)) {
      const { config } = unwrap(set.decide(container));
      const plain = decidePlainly(valid, container, REQUESTED);
      if (!isDeepStrictEqual(config, { ...config, ...plain })) throw new Error("not as expected");
    }
    const part = Math.ceil(all.length * SLOW_SHARE);
    const engines: Engine[] = [
      {
        name: "kube-mps/policy",
        run() {
          for (const container of all) consume(set.decide(container));
          return all.length;
        },
      },
      {
        name: "plain loop over all policies",
        run(round) {
          const start = (round * part) % all.length;
          const some = all.slice(start, start + part);
          for (const container of some) consume(decidePlainly(valid, container, REQUESTED));
          return some.length;
        },
      },
    ];
    const timings = compare(engines, effort(settings, 11), settings.seed);
    const compile = (): number => {
      consume(compilePolicies(inputs));
      return POLICIES;
    };
    const compiling = compare(
      [{ name: "compilePolicies", run: compile }],
      effort(settings, 11),
      settings.seed,
    );
    const sizes = `${POLICIES.toLocaleString("en")} policies`;
    return {
      tables: [
        timingTable(`Deciding by ${sizes}`, timings, { unit: "us", of: "one container" }),
        timingTable(`Compiling ${sizes}`, compiling, { unit: "us", of: "one policy" }),
      ],
      verdicts: [
        {
          work: `deciding by ${sizes}`,
          against: "plain loop",
          wanted: { sense: "at least", value: 5, unit: "x" },
          measured: timings[1]?.ratio ?? { median: 0, low: 0, high: 0 },
        },
      ],
    };
  },
};
