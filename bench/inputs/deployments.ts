import { Random } from "../harness/random.ts";
import type { Container, Deployment, EnvEntry } from "./deployment.ts";
import { stored } from "./stored.ts";

export const MAIN_CONTAINER = "main";

/** The share of manifests without a GPU that mention one: 459 of 15,165. */
const MENTIONS = 0.03;

/** The Deployments of one case. */
export interface DeploymentShape {
  readonly containers: number;
  /** Entries in the env of each container. */
  readonly env: number;
  readonly gpu: boolean;
  /** As an API server returns them, with the fields that it adds; otherwise as written. */
  readonly live?: boolean;
}

/**
 * Deployments that all differ: in names, labels and values, in which fields they have and in which order.
 * Created by `JSON.parse`.
 */
export function deployments(count: number, shape: DeploymentShape, seed: number): Deployment[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => {
    const written = deployment(random, shape);
    return JSON.parse(JSON.stringify(shape.live === true ? stored(written, random) : written));
  });
}

export function deployment(random: Random, shape: DeploymentShape): Deployment {
  const name = `${random.pick(["train", "serve", "embed", "rank"])}-${random.word(8)}`;
  const labels = {
    "app.kubernetes.io/name": name,
    ...(random.chance(0.5) && { "app.kubernetes.io/part-of": random.word(6) }),
    ...(random.chance(0.5) && { team: random.word(5) }),
    ...(random.chance(0.3) && { [`example.com/${random.word(4)}`]: random.word(10) }),
  };
  const volumes = Array.from({ length: random.below(4) }, () => ({
    name: `data-${random.word(4)}`,
    persistentVolumeClaim: { claimName: random.word(12) },
  }));
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: {
      name,
      namespace: random.pick(["ml", "research", "serving"]),
      labels,
      ...(random.chance(0.5) && { annotations: { "example.com/owner": random.word(20) } }),
    },
    spec: {
      replicas: 1 + random.below(8),
      ...(random.chance(0.5) && { revisionHistoryLimit: random.below(10) }),
      selector: { matchLabels: { "app.kubernetes.io/name": name } },
      template: {
        metadata: { labels },
        spec: {
          ...(random.chance(0.5) && { serviceAccountName: random.word(8) }),
          containers: Array.from({ length: shape.containers }, (_, index) =>
            container(random, shape, index, volumes),
          ),
          ...(volumes.length > 0 && { volumes }),
          ...(random.chance(shape.gpu ? 0.6 : MENTIONS) && {
            tolerations: [{ key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" }],
          }),
          ...(random.chance(0.3) && { nodeSelector: { "example.com/pool": random.word(9) } }),
        },
      },
    },
  };
}

function container(
  random: Random,
  shape: DeploymentShape,
  index: number,
  volumes: readonly { name: string }[],
): Container {
  const limits = {
    cpu: `${1 + random.below(16)}`,
    memory: `${1 + random.below(64)}Gi`,
    ...(shape.gpu && { "nvidia.com/gpu": random.chance(0.5) ? "1" : 1 }),
  };
  const resources = {
    limits,
    ...(random.chance(0.6) && { requests: { cpu: "500m", memory: `${1 + random.below(16)}Gi` } }),
  };
  const entries = Array.from({ length: shape.env }, () => envEntry(random));
  const env = entries.length > 0 && { env: entries };
  return {
    name: index === 0 ? MAIN_CONTAINER : `side-${index}`,
    image: `registry.example.com/${random.word(6)}/${random.word(8)}:${random.word(7)}`,
    ...(random.chance(0.5) && {
      args: ["--config", `/etc/${random.word(6)}.yaml`, random.word(9)],
    }),
    ...(random.chance(0.5) ? { ...env, resources } : { resources, ...env }),
    ...(random.chance(0.5) && {
      ports: [{ name: "http", containerPort: 8000 + random.below(999) }],
    }),
    ...(random.chance(0.4) && {
      livenessProbe: {
        httpGet: { path: "/healthz", port: "http" },
        periodSeconds: random.below(60),
      },
    }),
    ...(volumes.length > 0 && {
      volumeMounts: volumes.map(({ name }) => ({ name, mountPath: `/mnt/${name}` })),
    }),
  };
}

function envEntry(random: Random): EnvEntry {
  const name = `${random.word(6).toUpperCase()}_${random.word(5).toUpperCase()}`;
  if (random.chance(0.1)) {
    return { name, valueFrom: { secretKeyRef: { name: random.word(8), key: random.word(5) } } };
  }
  return { name, value: random.word(4 + random.below(28)) };
}
