import { part } from "./part.mjs";

/** Everything up to the plan: results, quantities, kinds, options, limits, the search for containers. */
export default part(
  "core",
  [
    "src/{result,edit,kubernetes,options,limits,find,resolve,plan}/**/*.ts",
    "!src/kubernetes/kinds/table/**",
  ],
  [
    "test/unit/{result,edit,kubernetes,options,limits,find,resolve,plan,order,conformance}/**/*.test.ts",
    "test/properties/*.test.ts",
  ],
);
