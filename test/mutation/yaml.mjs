import { part } from "./part.mjs";

/** The adapters: YAML, and reviews of admission. */
export default part(
  "yaml",
  ["src/{yaml,admission}/**/*.ts", "!src/*/index.ts"],
  ["test/unit/{yaml,admission,order}/**/*.test.ts", "test/properties/**/*.test.ts"],
);
