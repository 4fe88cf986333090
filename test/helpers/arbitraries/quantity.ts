import fc from "fast-check";

/** GPU quantities of one to three. */
export const someGpus = (): fc.Arbitrary<string | number> =>
  fc.constantFrom<string | number>("1", 1, "1", 1, "2", 2, "1e0", "1000m", "3");

/** GPU quantities of zero. */
export const noGpus = (): fc.Arbitrary<unknown> => fc.constantFrom(0, "0", "0.0", "0e5");

/** Values that are not a whole number, or written oddly. */
export const oddGpus = (): fc.Arbitrary<unknown> =>
  fc.constantFrom<unknown>(null, " 1 ", "${GPUS}", "1.5", -1, 1.5, "", true, {}, [], "2k");
