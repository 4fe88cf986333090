import { part } from "./part.mjs";

/** Everything that decides: grammars, config, workloads, the planner. */
export default part(
  "core",
  ["src/{core,quantity,mps,config,workload,gpu,inject}/**/*.ts", "!src/kubernetes/kinds/table/**"],
  [
    "test/unit/{core,quantity,mps,config,workload,gpu,inject,order,conformance}/**/*.test.ts",
    "test/properties/*.test.ts",
  ],
);
