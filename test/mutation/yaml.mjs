import { part } from "./part.mjs";

/** Text and admission reviews. */
export default part(
  "yaml",
  ["src/{document,yaml,admission}/**/*.ts", "!src/*/index.ts"],
  ["test/unit/{document,yaml,admission,order}/**/*.test.ts", "test/properties/**/*.test.ts"],
);
