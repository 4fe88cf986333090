/** Every path of `paths` with a prefix. */
export function below(prefix: string, paths: readonly string[]): string[] {
  return paths.map((path) => `${prefix}.${path}`);
}

/** The pod spec of each pod template. */
export function podsOf(prefix: string, templates: readonly string[]): string[] {
  return below(prefix, templates).map((template) => `${template}.spec`);
}
