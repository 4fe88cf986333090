/**
 * Thrown, without a stack, where the scanner meets what it is not certain of: the document goes to
 * the `yaml` package whole. Never leaves `DocumentLexer.scan`.
 */
export const UNCERTAIN: unique symbol = /* @__PURE__ */ Symbol("uncertain");
