import { isDeepEqual } from "../edit/json.ts";
import { findSites } from "../find/find-sites.ts";
import type { SkipReason } from "../find/skip-reason.ts";
import type { Settings } from "../options/compile-options.ts";
import { isObject, type UnknownObject } from "../result/unknown-object.ts";
import type { AdmissionRequest } from "./admission-request.ts";
import type { AdmissionSettings } from "./compile-admission-options.ts";

/** Why a request is allowed without searching its object, if it is. */
export function skipRequest(
  request: AdmissionRequest,
  settings: AdmissionSettings,
): SkipReason | undefined {
  if (request.subResource !== undefined && request.subResource !== "") return "subresource";
  if (request.operation === "DELETE" || request.operation === "CONNECT") return "operation";
  const object = request.object as UnknownObject;
  const metadata = isObject(object["metadata"]) ? object["metadata"] : {};
  // The server drops it from a new object.
  if (metadata["deletionTimestamp"] && request.operation !== "CREATE") return "terminating";
  if (isControlled(metadata) && !isPod(object)) return "managed";
  if (request.operation === "CREATE" || changesTemplate(request, object, settings)) {
    return undefined;
  }
  return "update";
}

/** If it were patched, it would no longer match its owner's template, and be replaced endlessly. */
function isControlled(metadata: UnknownObject): boolean {
  const owners = metadata["ownerReferences"];
  return (
    Array.isArray(owners) && owners.some((owner) => isObject(owner) && owner["controller"] === true)
  );
}

function isPod(object: UnknownObject): boolean {
  return object["kind"] === "Pod" && object["apiVersion"] === "v1";
}

/** Whether an update of a kind in `patchOnUpdate` replaces its pods in any case. */
function changesTemplate(
  request: AdmissionRequest,
  object: UnknownObject,
  { options, injection }: AdmissionSettings,
): boolean {
  const { kind } = object;
  if (typeof kind !== "string" || !options.patchOnUpdate.includes(kind)) return false;
  if (!isObject(request.oldObject)) return false;
  const before = podTemplates(request.oldObject, injection);
  return !isDeepEqual(before, podTemplates(object, injection));
}

/**
 * What the pods of an object are created from: each pod spec with the metadata of its template, and each
 * inline container. The metadata of the object itself is not part of it.
 */
export function podTemplates(object: UnknownObject, settings: Settings): unknown[] {
  return findSites(object, settings, "skip").flatMap((site): unknown[] => {
    if (site.type === "inline") return [site.container];
    if (site.type !== "pod") return [];
    const { spec, template } = site;
    return [template === object ? { spec } : { spec, metadata: template["metadata"] }];
  });
}
