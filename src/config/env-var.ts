/** An environment variable as Kubernetes writes it. Values are always strings. */
export interface EnvVar {
  name: string;
  value: string;
}
