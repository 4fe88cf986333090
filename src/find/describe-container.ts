import { readGpuQuantity } from "../kubernetes/gpu/gpu-quantity.ts";
import { countGpus } from "../kubernetes/gpu/gpu-requests.ts";
import { readCurrentLimits } from "../limits/current-limits.ts";
import { isObject, type UnknownObject } from "../result/unknown-object.ts";
import type { FoundContainer } from "./find-containers.ts";
import type { GpuContainer, MetadataRef, WorkloadRef } from "./gpu-container.ts";

/**
 * Describes a container that was found.
 *
 * @param namespace - of an object that names none
 */
export function describeContainer(
  found: FoundContainer,
  namespace: string | undefined,
): GpuContainer {
  const { container, path, fields, skip } = found;
  const gpus = found.requests.map(({ resource, limit, request }) => {
    const count = Math.max(readGpuQuantity(limit), readGpuQuantity(request));
    return { resource, count: known(count) };
  });
  return {
    path,
    name: textOf(container["name"]),
    role: roleOf(found),
    gpus,
    count: known(countGpus(found.requests)),
    current: readCurrentLimits(container[fields.env], [...path, fields.env]),
    workload: workloadOf(found, namespace),
    ...(skip === undefined ? {} : { skip }),
  };
}

function roleOf({ site, path, container }: FoundContainer): GpuContainer["role"] {
  if (site.type === "inline") return "inline";
  const list = path.at(-2);
  if (list === "containers") return "container";
  if (list !== "initContainers") return "ephemeral";
  return container["restartPolicy"] === "Always" ? "sidecar" : "init";
}

function workloadOf({ site }: FoundContainer, namespace: string | undefined): WorkloadRef {
  const { object, path, apiVersion, kind } = site.workload;
  const metadata = metadataOf(object);
  return {
    path,
    apiVersion: textOf(apiVersion),
    kind: textOf(kind),
    namespace: textOf(metadata["namespace"]) ?? namespace,
    name: textOf(metadata["name"]) ?? textOf(metadata["generateName"]),
    labels: mapOf(metadata["labels"]),
    annotations: mapOf(metadata["annotations"]),
    podMetadata: podMetadataOf(site),
  };
}

/** Of the pod template; of the object itself if that is a pod, or has no template. */
function podMetadataOf(site: FoundContainer["site"]): MetadataRef {
  const isTemplate = site.type === "pod";
  const metadata = metadataOf(isTemplate ? site.template : site.workload.object);
  const parent = isTemplate ? site.path.slice(0, -1) : site.workload.path;
  return {
    path: [...parent, "metadata"],
    labels: mapOf(metadata["labels"]),
    annotations: mapOf(metadata["annotations"]),
  };
}

function metadataOf({ metadata }: UnknownObject): UnknownObject {
  return isObject(metadata) ? metadata : {};
}

/** Labels or annotations as they are: values that are not strings are for their reader to report. */
function mapOf(map: unknown): Readonly<Record<string, string>> {
  return isObject(map) ? (map as Readonly<Record<string, string>>) : {};
}

function known(count: number): number | undefined {
  return Number.isNaN(count) ? undefined : count;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
