/** `2,000`. Not by `toLocaleString`: to load its tables takes longer than to inject a file. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
}
