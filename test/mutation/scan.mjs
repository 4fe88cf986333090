import { part } from "./part.mjs";

/** The scanner, against the tests that look at it alone: minutes, where all of YAML takes hours. */
export default part(
  "scan",
  ["src/yaml/scan/*.ts"],
  [
    "test/unit/yaml/{scanner,document-text,lists,end-marker,hidden-gpus,byte-order-mark,json}.test.ts",
  ],
);
