import type {
  KubernetesObject,
  V1Deployment,
  V1DeploymentList,
  V1Job,
  V1Pod,
} from "@kubernetes/client-node";
import {
  type EnvVar,
  type Injection,
  injectGpuConfig,
  isGpuWorkload,
  type KubernetesObjectLike,
  type Result,
} from "kube-mps";
import type { Deployment as ModelDeployment } from "kubernetes-models/apps/v1";
import type { Deployment, DeploymentList } from "kubernetes-types/apps/v1.js";
import type { CronJob, Job } from "kubernetes-types/batch/v1.js";
import type { Pod } from "kubernetes-types/core/v1.js";
import { describe, expectTypeOf, it } from "vitest";

/** A custom resource with a type of its own. */
interface TrainingJob {
  apiVersion: "training.example.com/v1";
  kind: "TrainingJob";
  metadata: { name: string; labels?: Record<string, string>; generation?: number };
  spec: { workers: { template: { spec: object } }[] };
  status?: { phase: string };
}

interface Unversioned {
  spec?: { containers: unknown[] };
}

class Manifest {
  readonly apiVersion = "v1";
  readonly kind = "Pod";
  metadata: { name: string } = { name: "pod" };
  readonly #secret = 1;
  reveal(): number {
    return this.#secret;
  }
}

const LITERAL = {
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "pod", labels: { app: "x" } },
  spec: { containers: [{ name: "main" }] },
} as const;

declare function of<T>(): T;

describe("injectGpuConfig returns the type of its object", () => {
  it("for classes of @kubernetes/client-node", () => {
    expectTypeOf(injectGpuConfig(of<V1Pod>(), null)).toEqualTypeOf<Result<Injection<V1Pod>>>();
    expectTypeOf(injectGpuConfig(of<V1Job>(), null)).toEqualTypeOf<Result<Injection<V1Job>>>();
    expectTypeOf(injectGpuConfig(of<V1Deployment>(), null)).toEqualTypeOf<
      Result<Injection<V1Deployment>>
    >();
    expectTypeOf(injectGpuConfig(of<KubernetesObject>(), null)).toEqualTypeOf<
      Result<Injection<KubernetesObject>>
    >();
  });

  it("for interfaces of kubernetes-types", () => {
    expectTypeOf(injectGpuConfig(of<Pod>(), null)).toEqualTypeOf<Result<Injection<Pod>>>();
    expectTypeOf(injectGpuConfig(of<Job>(), null)).toEqualTypeOf<Result<Injection<Job>>>();
    expectTypeOf(injectGpuConfig(of<CronJob>(), null)).toEqualTypeOf<Result<Injection<CronJob>>>();
    expectTypeOf(injectGpuConfig(of<Deployment>(), null)).toEqualTypeOf<
      Result<Injection<Deployment>>
    >();
  });

  it("for hand-written interfaces, classes, literals and records", () => {
    expectTypeOf(injectGpuConfig(of<TrainingJob>(), null)).toEqualTypeOf<
      Result<Injection<TrainingJob>>
    >();
    expectTypeOf(injectGpuConfig(of<Unversioned>(), null)).toEqualTypeOf<
      Result<Injection<Unversioned>>
    >();
    expectTypeOf(injectGpuConfig(new Manifest(), null)).toEqualTypeOf<
      Result<Injection<Manifest>>
    >();
    expectTypeOf(injectGpuConfig(LITERAL, null)).toEqualTypeOf<Result<Injection<typeof LITERAL>>>();
    expectTypeOf(injectGpuConfig(of<Record<string, unknown>>(), null)).toEqualTypeOf<
      Result<Injection<Record<string, unknown>>>
    >();
    expectTypeOf(injectGpuConfig(of<Readonly<TrainingJob>>(), null)).toEqualTypeOf<
      Result<Injection<Readonly<TrainingJob>>>
    >();
  });

  it("for typed lists, and objects of kubernetes-models", () => {
    expectTypeOf(injectGpuConfig(of<V1DeploymentList>(), null)).toEqualTypeOf<
      Result<Injection<V1DeploymentList>>
    >();
    expectTypeOf(injectGpuConfig(of<DeploymentList>(), null)).toEqualTypeOf<
      Result<Injection<DeploymentList>>
    >();
    expectTypeOf(injectGpuConfig(of<ModelDeployment>(), null)).toEqualTypeOf<
      Result<Injection<ModelDeployment>>
    >();
  });

  it("for lists and unions", () => {
    type Either = V1Pod | V1Deployment;
    expectTypeOf(injectGpuConfig(of<Either>(), null)).toEqualTypeOf<Result<Injection<Either>>>();
    const list = { apiVersion: "v1", kind: "List", items: [of<V1Pod>()] };
    expectTypeOf(injectGpuConfig(list, null)).toEqualTypeOf<Result<Injection<typeof list>>>();
  });
});

it("injectGpuConfig rejects values that are not objects", () => {
  // @ts-expect-error a text is for kube-mps/yaml
  injectGpuConfig("apiVersion: v1", null);
  // @ts-expect-error several objects are a List
  injectGpuConfig([LITERAL], null);
  // @ts-expect-error a number is not an object
  injectGpuConfig(5, null);
  // @ts-expect-error null is not an object
  injectGpuConfig(null, null);
  // @ts-expect-error a kind is a string
  injectGpuConfig({ kind: 5 }, null);
  // @ts-expect-error the config is not optional
  injectGpuConfig(LITERAL);
});

it("isGpuWorkload accepts any value", () => {
  expectTypeOf(isGpuWorkload).parameter(0).toBeUnknown();
  expectTypeOf(isGpuWorkload).returns.toBeBoolean();
});

it("KubernetesObjectLike accepts objects without knowing their fields", () => {
  expectTypeOf<TrainingJob>().toExtend<KubernetesObjectLike>();
  expectTypeOf<string>().not.toExtend<KubernetesObjectLike>();
  expectTypeOf<EnvVar>().toEqualTypeOf<{ name: string; value: string }>();
});
