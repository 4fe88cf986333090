/** A string of CEL. What is written here holds no quotes and backslashes. */
export function quoted(text: string): string {
  return `'${text}'`;
}

/** A list of strings of CEL. */
export function listOf(texts: readonly string[]): string {
  return `[${texts.map(quoted).join(", ")}]`;
}

/** Whether a resource is a GPU, by name. */
export function isGpu(resource: string, patterns: readonly string[]): string {
  const exact = patterns.filter((pattern) => !pattern.endsWith("*"));
  const prefixes = patterns.filter((pattern) => pattern.endsWith("*"));
  const tests = [
    ...(exact.length > 0 ? [`${resource} in ${listOf(exact)}`] : []),
    ...prefixes.map((pattern) => `${resource}.startsWith(${quoted(pattern.slice(0, -1))})`),
  ];
  return tests.length === 1 ? String(tests[0]) : `(${tests.join(" || ")})`;
}

/** Whether a container requests a GPU: in limits or requests, and not none. */
export function requestsGpu(container: string, patterns: readonly string[]): string {
  const parts = ["limits", "requests"].map(
    (part) => `${container}.?resources.?${part}.orValue({})`,
  );
  const quantity = "quantity(m[k]).isGreaterThan(quantity('0'))";
  return `[${parts.join(", ")}].exists(m, m.exists(k, ${isGpu("k", patterns)} && ${quantity}))`;
}
