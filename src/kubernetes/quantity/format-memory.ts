const UNITS = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

/**
 * Renders bytes as a Kubernetes quantity, with the largest binary suffix that divides them: `10Gi`,
 * `4606Mi`.
 *
 * @param bytes - whole, 0 or more
 */
export function formatMemory(bytes: number): string {
  let [amount, unit] = [bytes, 0];
  while (amount >= 1024 && amount % 1024 === 0) {
    amount /= 1024;
    unit++;
  }
  return `${amount}${UNITS[unit]}`;
}
