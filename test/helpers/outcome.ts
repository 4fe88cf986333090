import type { Injection, Issue, Result } from "kube-mps";

/** An issue as `code path`, short enough for tables. */
export function at({ code, path }: Issue): string {
  return `${code} ${path.join("/")}`.trim();
}

/** What the environment of the first container of a Pod became, or what went wrong. */
export function envOf(result: Result<Injection<object>>): unknown {
  if (!result.ok) return result.issues.map(at);
  const { spec } = result.value.object as { spec: { containers: { env?: unknown }[] } };
  return spec.containers[0]?.env;
}
