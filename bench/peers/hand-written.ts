import type { ContainerReport, Edit, Injection, Result } from "kube-mps";
import type { Container, Deployment } from "../inputs/deployment.ts";

const GPU = "nvidia.com/gpu";
const MEMORY = "CUDA_MPS_PINNED_DEVICE_MEM_LIMIT";
const THREADS = "CUDA_MPS_ACTIVE_THREAD_PERCENTAGE";
const MEMORY_VALUE = "0=4096M";
const THREADS_VALUE = "50";

/**
 * The whole result of `injectGpuConfig`, written by hand for these inputs alone: a Deployment, one
 * GPU resource, no existing limits. Copies what it changes, shares the rest.
 */
export function injectByHand(object: Deployment): Result<Injection<Deployment>> {
  const spec = object.spec.template.spec;
  const edits: Edit[] = [];
  const reports: ContainerReport[] = [];
  let containers: Container[] | undefined;
  for (let index = 0; index < spec.containers.length; index++) {
    const container = spec.containers[index] as Container;
    const count = container.resources?.limits?.[GPU] ?? container.resources?.requests?.[GPU];
    if (count === undefined || hasLimits(container)) continue;
    containers ??= [...spec.containers];
    containers[index] = { ...container, env: limited(container, index, edits) };
    reports.push({
      path: ["spec", "template", "spec", "containers", index],
      name: container.name,
      resource: GPU,
      count: Number(count),
      action: "injected",
    });
  }
  if (containers === undefined) return unchanged(object);
  const template = { ...object.spec.template, spec: { ...spec, containers } };
  const changed = { ...object, spec: { ...object.spec, template } };
  return {
    ok: true,
    value: { object: changed, changed: true, edits, containers: reports },
    warnings: [],
  };
}

function hasLimits({ env }: Container): boolean {
  if (env === undefined) return false;
  for (const { name } of env) if (name === MEMORY || name === THREADS) return true;
  return false;
}

function limited({ env }: Container, index: number, edits: Edit[]): NonNullable<Container["env"]> {
  const memory = { name: MEMORY, value: MEMORY_VALUE };
  const threads = { name: THREADS, value: THREADS_VALUE };
  const path = (...rest: number[]) => [
    "spec",
    "template",
    "spec",
    "containers",
    index,
    "env",
    ...rest,
  ];
  if (env === undefined) {
    const added = [memory, threads];
    edits.push({ op: "add", path: path(), value: added });
    return added;
  }
  edits.push({ op: "add", path: path(env.length), value: memory });
  edits.push({ op: "add", path: path(env.length + 1), value: threads });
  return [...env, memory, threads];
}

function unchanged(object: Deployment): Result<Injection<Deployment>> {
  return {
    ok: true,
    value: { object, changed: false, edits: [], containers: [], reason: "no-gpu" },
    warnings: [],
  };
}

/** The least work to see that a Deployment has no GPU: a loop over containers, for one name. */
export function findNothingByHand(object: Deployment): Result<Injection<Deployment>> {
  for (const container of object.spec.template.spec.containers) {
    const { limits, requests } = container.resources ?? {};
    if (limits?.[GPU] !== undefined || requests?.[GPU] !== undefined) return injectByHand(object);
  }
  return unchanged(object);
}
