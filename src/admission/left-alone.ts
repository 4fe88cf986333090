import { isObject } from "../core/is-object.ts";
import type { SkipReason } from "../inject/injection.ts";
import type { Fields } from "../workload/walk.ts";
import type { AdmissionRequest } from "./admission-request.ts";
import type { AdmissionSettings } from "./compile-admission-options.ts";
import { podTemplates } from "./pod-templates.ts";
import { sameJson } from "./same-json.ts";

/** Why a request is let through without a look at its object, if it is. */
export function leftAlone(
  request: AdmissionRequest,
  settings: AdmissionSettings,
): SkipReason | undefined {
  if (request.subResource !== undefined && request.subResource !== "") return "subresource";
  if (request.operation === "DELETE" || request.operation === "CONNECT") return "operation";
  const object = request.object as Fields;
  const metadata = isObject(object["metadata"]) ? object["metadata"] : {};
  // On a new object the server drops it.
  if (metadata["deletionTimestamp"] && request.operation !== "CREATE") return "terminating";
  if (isControlled(metadata) && !isPod(object)) return "managed";
  if (request.operation === "CREATE" || changesTemplate(request, object, settings)) {
    return undefined;
  }
  return "update";
}

/** Patched, it would no longer match its owner's template, and be replaced without end. */
function isControlled(metadata: Fields): boolean {
  const owners = metadata["ownerReferences"];
  return (
    Array.isArray(owners) && owners.some((owner) => isObject(owner) && owner["controller"] === true)
  );
}

function isPod(object: Fields): boolean {
  return object["kind"] === "Pod" && object["apiVersion"] === "v1";
}

/** Whether a kind opted in has its pods replaced by this update anyway. */
function changesTemplate(
  request: AdmissionRequest,
  object: Fields,
  { options, injection }: AdmissionSettings,
): boolean {
  const { kind } = object;
  if (typeof kind !== "string" || !options.patchOnUpdate.includes(kind)) return false;
  if (!isObject(request.oldObject)) return false;
  const before = podTemplates(request.oldObject, injection.carriers);
  return !sameJson(before, podTemplates(object, injection.carriers));
}
