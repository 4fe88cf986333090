import { isObject } from "../result/unknown-object.ts";
import type { AdmissionRequest } from "./admission-request.ts";

/**
 * Fills in the name and namespace of a request from its object. A new object may have a `generateName`
 * instead of a name.
 */
export function withNames(request: AdmissionRequest): AdmissionRequest {
  const { object } = request;
  const metadata = isObject(object) && isObject(object["metadata"]) ? object["metadata"] : {};
  const named = {
    name: firstFilled(request.name, metadata["name"], metadata["generateName"]),
    namespace: firstFilled(request.namespace, metadata["namespace"]),
  };
  return named.name === request.name && named.namespace === request.namespace
    ? request
    : { ...request, ...named };
}

function firstFilled(...texts: readonly unknown[]): string | undefined {
  return texts.find((text): text is string => typeof text === "string" && text !== "");
}
