import type { Injection, Issue, Result } from "kube-mps";

/** An issue as `code path`, for tables. */
export function at({ code, path }: Issue): string {
  return `${code} ${path.join("/")}`.trim();
}

/** The `env` of the first container of an injected Pod, or the issues. */
export function envOf(result: Result<Injection<object>>): unknown {
  if (!result.ok) return result.issues.map(at);
  const { spec } = result.value.object as { spec: { containers: { env?: unknown }[] } };
  return spec.containers[0]?.env;
}
