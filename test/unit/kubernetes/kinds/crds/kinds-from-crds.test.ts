import { formatIssue, injectGpuConfig, kindsFromCrds, unwrap, type WorkloadKind } from "kube-mps";
import { describe, expect, it } from "vitest";
import { checkKind } from "../../../../../src/kubernetes/kinds/check-kind.ts";
import {
  CONTAINER,
  crd,
  EMBEDDED,
  ENV,
  list,
  map,
  OPAQUE,
  object,
  POD,
  QUANTITIES,
  RESOURCES,
  TEXT,
} from "../../../../helpers/schemas.ts";

/** The rows of a kind with this schema of `spec`, without the names that all have. */
function rowsOf(...specs: object[]): object[] {
  const rows = unwrap(kindsFromCrds(crd("Farm", ...specs)));
  for (const row of rows) expect(checkKind(row, [])).toEqual([]);
  return rows.map(({ group, kind, ...places }) => {
    expect([group, kind]).toEqual(["example.com", "Farm"]);
    return places;
  });
}

describe("kindsFromCrds", () => {
  it.each<[what: string, spec: object, row: Partial<WorkloadKind>]>([
    ["a pod spec", POD, { pods: ["spec"] }],
    [
      "a pod template",
      object({ template: object({ spec: POD }) }),
      { pods: ["spec.template.spec"] },
    ],
    [
      "pods in lists and maps",
      object({
        roles: list(object({ pod: POD })),
        sets: map(map(list(POD))),
        "a-b": list(list(POD)),
      }),
      { pods: ["spec.roles[*].pod", "spec.sets.*.*[*]", "spec.a-b[*][*]"] },
    ],
    [
      "a pod in a pod",
      object({ containers: list(CONTAINER), worker: POD }),
      { pods: ["spec", "spec.worker"] },
    ],
    ["an object like a container", object({ main: CONTAINER }), { containers: ["spec.main"] }],
    [
      "containers in a list of another name",
      object({ sidecars: list(CONTAINER), extra: map(CONTAINER) }),
      { containers: ["spec.sidecars[*]", "spec.extra.*"] },
    ],
    [
      "an object like a container, under other names",
      object({ trainer: object({ environment: ENV, resourcesPerNode: RESOURCES }) }),
      { containers: [{ path: "spec.trainer", env: "environment", resources: "resourcesPerNode" }] },
    ],
    [
      "containers whose resources have another name",
      object({ containers: list(object({ env: ENV, computeResources: RESOURCES })) }),
      { containers: [{ path: "spec.containers[*]", resources: "computeResources" }] },
    ],
    [
      "a name of its own for a GPU",
      object({
        envs: list(object({ name: TEXT, value: TEXT })),
        resources: object({ limits: object({ cpu: TEXT, gpu: TEXT }) }),
      }),
      { containers: [{ path: "spec", env: "envs", gpuResources: ["gpu"] }] },
    ],
    [
      "a field that requests GPUs",
      object({ driver: object({ env: ENV, gpu: object({ name: TEXT, quantity: TEXT }) }) }),
      { containers: [{ path: "spec.driver", gpu: "gpu" }] },
    ],
    [
      "fields that the schema does not describe, with the usual names",
      object({ main: object({ env: list(OPAQUE), resources: OPAQUE }) }),
      { containers: ["spec.main"] },
    ],
    ["whole objects", object({ manifests: list(EMBEDDED) }), { objects: ["spec.manifests[*]"] }],
    [
      "pods, next to fields that it does not describe",
      object({ pod: POD, patch: OPAQUE, any: { type: "object", additionalProperties: true } }),
      { pods: ["spec.pod"], opaque: ["spec.patch", "spec.any"] },
    ],
    [
      "a pod below fields that it does not describe",
      { ...OPAQUE, ...object({ pod: POD, inner: OPAQUE }) },
      { pods: ["spec.pod"], opaque: ["spec"] },
    ],
    [
      "resources that no variables are next to",
      object({
        pod: POD,
        proxy: object({ resources: RESOURCES }),
        head: object({ resource: QUANTITIES }),
      }),
      { pods: ["spec.pod"], opaque: ["spec.proxy", "spec.head"] },
    ],
    [
      "a pod, not the claims of its volumes or its metadata",
      object({
        metadata: OPAQUE,
        pod: POD,
        claim: object({ accessModes: list(TEXT), resources: RESOURCES }),
      }),
      { pods: ["spec.pod"] },
    ],
    ["no place in a status", object({ pod: POD, status: POD }), { pods: ["spec.pod"] }],
  ])("finds %s", (_what, spec, row) => {
    expect(rowsOf(spec)).toEqual([row]);
  });

  it.each<[what: string, spec: object]>([
    ["no containers", object({ replicas: { type: "integer" }, names: list(TEXT) })],
    [
      "names and values that are not variables",
      object({ params: list(object({ name: TEXT, value: TEXT })) }),
    ],
    ["variables alone", object({ env: ENV })],
    ["nothing but fields that it does not describe", OPAQUE],
    ["a field that is named like resources", object({ env: ENV, resources: list(TEXT) })],
  ])("makes no row for a schema with %s", (_what, spec) => {
    expect(rowsOf(spec)).toEqual([]);
  });

  it("reads every version, and a path with a wildcard instead of those that it covers", () => {
    const named = object({ roles: object({ head: object({ pod: POD }) }), main: CONTAINER });
    const any = object({ roles: map(object({ pod: POD })) });
    const one = { pods: ["spec.roles.*.pod"], containers: ["spec.main"] };
    expect(rowsOf(named, any)).toEqual([one]);
    expect(rowsOf(any, named)).toEqual([one]);
  });

  it("takes one definition, a list of them, and what the API server lists", () => {
    const farm = crd("Farm", POD);
    const barn = crd("Barn", POD);
    const { kind: _, apiVersion: __, ...untyped } = barn as Record<string, unknown>;
    const rows = [
      { group: "example.com", kind: "Farm", pods: ["spec"] },
      { group: "example.com", kind: "Barn", pods: ["spec"] },
    ];
    expect(unwrap(kindsFromCrds([farm, barn]))).toEqual(rows);
    expect(
      unwrap(kindsFromCrds({ kind: "CustomResourceDefinitionList", items: [farm, untyped] })),
    ).toEqual(rows);
    expect(unwrap(kindsFromCrds([farm, { kind: "List", items: [barn] }]))).toEqual(rows);
    expect(unwrap(kindsFromCrds([]))).toEqual([]);
  });

  it("merges what defines a kind twice", () => {
    expect(unwrap(kindsFromCrds([crd("Farm", OPAQUE), crd("Farm", POD)]))).toEqual([
      { group: "example.com", kind: "Farm", pods: ["spec"], opaque: ["spec"] },
    ]);
  });

  it("reads v1beta1, with a schema for all versions, or without any", () => {
    const spec = { group: "example.com", names: { kind: "Farm" }, version: "v1" };
    const kind = "CustomResourceDefinition";
    const validation = { openAPIV3Schema: object({ spec: POD }) };
    const rows = [{ group: "example.com", kind: "Farm", pods: ["spec"] }];
    expect(unwrap(kindsFromCrds({ kind, spec: { ...spec, validation } }))).toEqual(rows);
    const versions = [{ name: "v1" }];
    expect(unwrap(kindsFromCrds({ kind, spec: { ...spec, versions, validation } }))).toEqual(rows);
    expect(kindsFromCrds({ kind, spec })).toMatchObject({
      value: [],
      warnings: [{ code: "kinds/opaque" }],
    });
  });

  it("says what a schema does not describe, once for each kind", () => {
    const spec = object({ pod: POD, a: OPAQUE, b: OPAQUE, c: OPAQUE });
    const hint =
      "a GPU there is reported; add a row for this kind to the option kinds if it holds containers";
    expect(kindsFromCrds([crd("Farm", spec), crd("Barn", object({ a: OPAQUE }))]).warnings).toEqual(
      [
        {
          code: "kinds/opaque",
          path: [0],
          message: "the schema of Farm does not say what is in spec.a, or in 2 more places",
          hint,
        },
        {
          code: "kinds/opaque",
          path: [1],
          message: "the schema of Barn does not say what is in spec.a",
          hint,
        },
      ],
    );
  });

  it("says which containers no row can describe", () => {
    const definition = crd("Farm", object({ "example.com/pod": POD, pod: POD }));
    const result = kindsFromCrds(definition);
    expect(unwrap(result)).toEqual([{ group: "example.com", kind: "Farm", pods: ["spec.pod"] }]);
    expect(result.warnings.map(formatIssue)).toEqual([
      "Farm has containers in spec.example.com/pod, which no row can describe; objects of this kind get no limits there [kinds/unsupported]",
    ]);
    const root = {
      kind: "CustomResourceDefinition",
      spec: { group: "a.b", names: { kind: "Pods" }, validation: { openAPIV3Schema: POD } },
    };
    expect(kindsFromCrds(root)).toMatchObject({
      value: [],
      warnings: [{ message: "Pods has containers at the root, which no row can describe" }],
    });
  });

  it.each<[what: string, value: unknown, path: (string | number)[]]>([
    ["null", null, []],
    ["a text", "crds", []],
    ["another kind", { kind: "Deployment", spec: { group: "a", names: { kind: "b" } } }, []],
    ["a patch of one", { kind: "CustomResourceDefinition", metadata: { name: "a" } }, []],
    ["a group with a version", { spec: { group: "a/v1", names: { kind: "b" } } }, []],
    ["a kind without a name", { spec: { group: "a", names: { kind: "" } } }, []],
    ["one of a list", [crd("Farm", POD), 1], [1]],
    ["one of a List", { items: [{}] }, ["items", 0]],
  ])("rejects %s", (_what, value, path) => {
    expect(kindsFromCrds(value)).toMatchObject({
      ok: false,
      issues: [{ code: "kinds/not-a-crd", path }],
    });
  });

  it("keeps the paths of a known kind, and adds to them", () => {
    const definition = (group: string, kind: string, spec: object) => ({
      spec: { group, names: { kind }, validation: { openAPIV3Schema: object({ spec }) } },
    });
    const [known] = unwrap(kindsFromCrds(definition("kubeflow.org", "PyTorchJob", OPAQUE)));
    expect(known).toEqual({
      group: "kubeflow.org",
      kind: "PyTorchJob",
      pods: ["spec.pytorchReplicaSpecs.*.template.spec"],
    });
    const [both] = unwrap(
      kindsFromCrds(definition("kubeflow.org", "PyTorchJob", object({ launcher: POD }))),
    );
    expect(both?.pods).toEqual(["spec.pytorchReplicaSpecs.*.template.spec", "spec.launcher"]);
    // The schema has no name for a GPU, and the row has.
    const services = map(object({ envs: ENV, resources: RESOURCES }));
    const [dynamo] = unwrap(
      kindsFromCrds(definition("nvidia.com", "DynamoGraphDeployment", object({ services }))),
    );
    expect(dynamo?.containers).toContainEqual({
      path: "spec.services.*",
      env: "envs",
      gpuResources: ["gpu"],
    });
    expect(dynamo?.containers).toHaveLength(2);
    expect(
      unwrap(
        kindsFromCrds(
          definition(
            "kubeflow.org",
            "Experiment",
            object({ trialTemplate: object({ trialSpec: OPAQUE }) }),
          ),
        ),
      ),
    ).toEqual([
      { group: "kubeflow.org", kind: "Experiment", objects: ["spec.trialTemplate.trialSpec"] },
    ]);
    expect(unwrap(kindsFromCrds(definition("kueue.x-k8s.io", "Workload", POD)))).toEqual([]);
    expect(unwrap(kindsFromCrds(definition("kyverno.io", "Anything", POD)))).toEqual([]);
  });

  it("makes rows that limits are written with", () => {
    const kinds = unwrap(kindsFromCrds(crd("Farm", object({ barns: map(object({ pod: POD })) }))));
    const resources = { limits: { "nvidia.com/gpu": 1 } };
    const farm = {
      apiVersion: "example.com/v1",
      kind: "Farm",
      spec: { barns: { red: { pod: { containers: [{ name: "a", resources }] } } } },
    };
    const { edits } = unwrap(injectGpuConfig(farm, { activeThreadPercentage: 50 }, { kinds }));
    expect(edits).toMatchObject([
      { path: ["spec", "barns", "red", "pod", "containers", 0, "env"] },
    ]);
  });
});

describe("kindsFromCrds is bounded for", () => {
  it("a schema that contains itself", () => {
    const spec = object({ pod: POD }) as { properties: Record<string, object> };
    spec.properties["again"] = spec;
    expect(kindsFromCrds(crd("Farm", spec))).toMatchObject({
      value: [{ pods: ["spec.pod"] }],
      warnings: [{ code: "kinds/too-large" }],
    });
  });

  it("a schema that is deep", () => {
    let spec = object({ pod: POD });
    for (let depth = 0; depth < 5000; depth++) spec = object({ a: spec });
    expect(kindsFromCrds(crd("Farm", spec))).toMatchObject({
      value: [],
      warnings: [{ code: "kinds/too-large" }],
    });
  });

  it("a schema whose parts are shared", () => {
    let spec = object({ pod: POD });
    for (let depth = 0; depth < 40; depth++) spec = object({ a: spec, b: spec });
    const result = kindsFromCrds(crd("Farm", spec));
    expect(unwrap(result)[0]?.pods).toHaveLength(1000);
    expect(result.warnings).toMatchObject([{ code: "kinds/too-large" }]);
  });

  it("lists that contain each other", () => {
    const crds: unknown[] = [crd("Farm", POD)];
    crds.push(crds, { items: crds });
    expect(unwrap(kindsFromCrds(crds))).toHaveLength(1);
  });

  it("names that every object has", () => {
    const spec = JSON.parse(
      '{"type":"object","properties":{"__proto__":{"type":"object"},"constructor":{"type":"object"}}}',
    );
    expect(rowsOf(spec)).toEqual([]);
  });
});
