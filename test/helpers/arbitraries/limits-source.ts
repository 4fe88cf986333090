import fc from "fast-check";
import { annotationLimits, type LimitsSource, type MpsConfigInput } from "kube-mps";
import { config } from "./config.ts";

/** What a function may answer: a config, none, an exemption, an invalid config. */
const answer = (): fc.Arbitrary<MpsConfigInput | "exempt" | null | undefined> =>
  fc.oneof(
    { weight: 4, arbitrary: config() },
    { weight: 1, arbitrary: fc.constantFrom("exempt" as const, null, undefined) },
    { weight: 1, arbitrary: fc.constant({ activeThreadPercentage: 101 }) },
  );

/** A config, or a function that decides by the description of a container. */
export const limitsSource = (): fc.Arbitrary<LimitsSource> =>
  fc.oneof(
    config(),
    fc.constantFrom<LimitsSource>(null, { pinnedDeviceMemoryLimit: "4GB" }),
    fc.array(answer(), { minLength: 1, maxLength: 4 }).map((answers) => {
      const byContainer: LimitsSource = ({ path, name, role, count, gpus, current, workload }) => {
        const seen = JSON.stringify([path, name, role, count, gpus, current, workload]);
        const sum = [...seen].reduce((total, character) => total + character.charCodeAt(0), 0);
        return answers[sum % answers.length];
      };
      return byContainer;
    }),
    config().map((fallback) => annotationLimits({ fallback })),
    fc.constant<LimitsSource>(() => {
      throw new Error("of the caller");
    }),
  );
