/** The one empty list: frozen, so that sharing it is safe, and shared, so that it costs nothing. */
export const NONE: readonly never[] = /* @__PURE__ */ Object.freeze([]);
