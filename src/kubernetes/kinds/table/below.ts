/** Every path of `paths` with a prefix. */
export function below(prefix: string, paths: readonly string[]): string[] {
  return paths.map((path) => `${prefix}.${path}`);
}
