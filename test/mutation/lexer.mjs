import { part } from "./part.mjs";

/** The lexer, with unit tests alone: minutes, where all of YAML takes hours. */
export default part(
  "lexer",
  ["src/document/lexer/**/*.ts"],
  ["test/unit/{document/lexer,document/text,yaml}/**/*.test.ts"],
);
