/** May begin a text, and says nothing then. */
export const BYTE_ORDER_MARK = "\uFEFF";
