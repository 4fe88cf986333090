/** Every path of `paths`, below `prefix`. */
export function below(prefix: string, paths: readonly string[]): string[] {
  return paths.map((path) => `${prefix}.${path}`);
}
