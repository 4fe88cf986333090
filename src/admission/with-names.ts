import { isObject } from "../core/is-object.ts";
import type { AdmissionRequest } from "./admission-request.ts";

/**
 * An object that is being created may have no name yet, and leave its namespace to the request;
 * and the request leaves empty what the object has to say.
 */
export function withNames(request: AdmissionRequest): AdmissionRequest {
  const { object } = request;
  const metadata = isObject(object) && isObject(object["metadata"]) ? object["metadata"] : {};
  const named = {
    name: firstText(request.name, metadata["name"], metadata["generateName"]),
    namespace: firstText(request.namespace, metadata["namespace"]),
  };
  return named.name === request.name && named.namespace === request.namespace
    ? request
    : { ...request, ...named };
}

function firstText(...texts: readonly unknown[]): string | undefined {
  return texts.find((text): text is string => typeof text === "string" && text !== "");
}
