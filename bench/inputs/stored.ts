import type { Random } from "../harness/random.ts";
import type { Deployment } from "./deployment.ts";

const TIME = "2026-09-23T10:11:12Z";

/** A Deployment as an API server returns it: with an identity, managed fields and a status. */
export function stored(object: Deployment, random: Random): Deployment {
  const managed = (manager: string, fields: object) => ({
    manager,
    operation: "Update",
    apiVersion: "apps/v1",
    time: TIME,
    fieldsType: "FieldsV1",
    fieldsV1: fieldsOf(fields),
  });
  const status = {
    observedGeneration: 1 + random.below(9),
    replicas: object.spec.replicas,
    conditions: ["Available", "Progressing"].map((type) => ({
      type,
      status: "True",
      reason: `${type}Reason`,
      message: `ReplicaSet "${object.metadata.name}-${random.word(9)}" is as it should be.`,
      lastUpdateTime: TIME,
      lastTransitionTime: TIME,
    })),
  };
  const metadata = {
    ...object.metadata,
    uid: `${random.word(8)}-${random.word(4)}-${random.word(12)}`,
    resourceVersion: String(random.below(1e9)),
    generation: status.observedGeneration,
    creationTimestamp: TIME,
    managedFields: [
      managed("kubectl-client-side-apply", { metadata: object.metadata, spec: object.spec }),
      managed("kube-controller-manager", { status }),
    ],
  };
  return { ...object, metadata, status };
}

/** The tree of names that server-side apply keeps for each manager: `f:` a field, `k:` an item. */
function fieldsOf(value: unknown): object {
  if (typeof value !== "object" || value === null) return {};
  const entries = Array.isArray(value)
    ? value.map((item) => [itemKey(item), fieldsOf(item)])
    : Object.entries(value).map(([key, child]) => [`f:${key}`, fieldsOf(child)]);
  return Object.fromEntries(entries);
}

function itemKey(item: unknown): string {
  const { name } = Object(item) as { name?: string };
  return name === undefined ? `v:${JSON.stringify(item)}` : `k:${JSON.stringify({ name })}`;
}
