/** Schemas of Kubernetes' own types, as a CustomResourceDefinition has them. */
export const TEXT = { type: "string" };
export const QUANTITY = { anyOf: [{ type: "integer" }, TEXT], "x-kubernetes-int-or-string": true };
export const QUANTITIES = { type: "object", additionalProperties: QUANTITY };
export const RESOURCES = object({ limits: QUANTITIES, requests: QUANTITIES });
export const ENV = list(
  object({ name: TEXT, value: TEXT, valueFrom: object({ fieldRef: object({ fieldPath: TEXT }) }) }),
);
export const CONTAINER = object({ name: TEXT, image: TEXT, env: ENV, resources: RESOURCES });
export const POD = object({
  containers: list(CONTAINER),
  initContainers: list(CONTAINER),
  ephemeralContainers: list(CONTAINER),
  nodeSelector: { type: "object", additionalProperties: TEXT },
  // Of the whole pod, since Kubernetes 1.32.
  resources: RESOURCES,
});
export const OPAQUE = { type: "object", "x-kubernetes-preserve-unknown-fields": true };
export const EMBEDDED = { ...OPAQUE, "x-kubernetes-embedded-resource": true };

export function object(properties: object): object {
  return { type: "object", properties };
}

export function list(items: object): object {
  return { type: "array", items };
}

export function map(additionalProperties: object): object {
  return { type: "object", additionalProperties };
}

/** A definition with one version for each schema of `spec`. */
export function crd(kind: string, ...specs: object[]): object {
  const versions = specs.map((spec, index) => ({
    name: `v${index + 1}`,
    schema: {
      openAPIV3Schema: object({
        apiVersion: TEXT,
        kind: TEXT,
        metadata: { type: "object" },
        spec,
        status: object({ template: object({ spec: POD }) }),
      }),
    },
  }));
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `${kind.toLowerCase()}s.example.com` },
    spec: { group: "example.com", names: { kind }, scope: "Namespaced", versions },
  };
}
