/** One entry of a container's `env`. */
export interface EnvEntry {
  name: string;
  value?: string;
  valueFrom?: object;
}

/** A container, as far as the benches read it. */
export interface Container {
  name: string;
  image: string;
  env?: EnvEntry[];
  resources?: { limits?: Record<string, string | number>; requests?: Record<string, string> };
  [field: string]: unknown;
}

/** A Deployment, as far as the benches read it. */
export interface Deployment {
  apiVersion: string;
  kind: string;
  status?: object;
  metadata: { name: string; namespace: string; labels: Record<string, string> };
  spec: {
    replicas: number;
    template: { spec: { containers: Container[]; [field: string]: unknown }; metadata: object };
    [field: string]: unknown;
  };
}
