/** Lists and maps may be nested this deep: far beyond any manifest, far within any stack. */
export const MOST_LEVELS = 500;
