import type { FoundContainer } from "../find/find-containers.ts";
import { findSites } from "../find/find-sites.ts";
import type { Site } from "../find/site.ts";
import { CONTAINER_LISTS, EPHEMERAL_CONTAINERS } from "../kubernetes/kinds/container-lists.ts";
import type { Settings } from "../options/compile-options.ts";
import { isObject } from "../result/unknown-object.ts";

/** The names of all containers, with a GPU or without, of the pod or of the object that one is in. */
export function containerNames(
  { site }: FoundContainer,
  settings: Settings,
  of: "pod" | "object",
): readonly string[] {
  if (of === "pod") return namesIn(site);
  const { object, apiVersion, kind } = site.workload;
  // The items of a typed list omit their kind.
  const root = object["kind"] === kind ? object : { ...object, apiVersion, kind };
  return findSites(root, settings, "inject").flatMap(namesIn);
}

function namesIn(site: Site): string[] {
  if (site.type === "inline") return [site.container].flatMap(nameOf);
  if (site.type !== "pod") return [];
  const { spec } = site;
  return [...CONTAINER_LISTS, EPHEMERAL_CONTAINERS].flatMap((list) => {
    const containers = spec[list];
    return Array.isArray(containers) ? containers.flatMap(nameOf) : [];
  });
}

function nameOf(container: unknown): string[] {
  const name = isObject(container) ? container["name"] : undefined;
  return typeof name === "string" ? [name] : [];
}
