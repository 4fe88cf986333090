import type { FieldPath } from "../result/field-path.ts";
import { type Issue, newIssue } from "../result/issue.ts";
import { failure, isNonEmpty, type Result, success } from "../result/result.ts";
import { isObject, type UnknownObject } from "../result/unknown-object.ts";
import type { AdmissionRequest } from "./admission-request.ts";
import { type Answer, API_VERSION, KIND } from "./answer.ts";

const OPERATIONS = ["CREATE", "UPDATE", "DELETE", "CONNECT"];

/**
 * Reads the request of a review. The fields that the answer must repeat are set first, so that even a
 * review that cannot be read completely is answered with its uid.
 */
export function readReview(review: unknown, answer: Answer): Result<AdmissionRequest> {
  if (!isObject(review)) {
    return failure([malformed([], "an AdmissionReview must be an object", review)]);
  }
  const { request } = review;
  if (isObject(request) && typeof request["uid"] === "string") answer.uid = request["uid"];
  const { apiVersion, kind } = review;
  if (typeof apiVersion === "string" && apiVersion.startsWith("admission.k8s.io/")) {
    answer.apiVersion = apiVersion;
  }
  const issues: Issue[] = [];
  if (apiVersion !== API_VERSION) {
    issues.push(malformed(["apiVersion"], `the apiVersion must be ${API_VERSION}`, apiVersion));
  }
  if (kind !== KIND) issues.push(malformed(["kind"], `the kind must be ${KIND}`, kind));
  issues.push(
    ...(isObject(request)
      ? checkRequest(request)
      : [malformed(["request"], "the request must be an object", request)]),
  );
  if (isNonEmpty(issues)) return failure(issues);
  return success(request as unknown as AdmissionRequest);
}

function checkRequest({ uid, operation, object }: UnknownObject): Issue[] {
  const issues: Issue[] = [];
  if (typeof uid !== "string" || uid === "") {
    issues.push(malformed(["request", "uid"], "the uid must be a non-empty string", uid));
  }
  if (!OPERATIONS.includes(operation as string)) {
    const message = `the operation must be one of ${OPERATIONS.join(", ")}`;
    issues.push(malformed(["request", "operation"], message, operation));
  } else if ((operation === "CREATE" || operation === "UPDATE") && !isObject(object)) {
    const message = "the request must carry the object";
    issues.push(malformed(["request", "object"], message, object));
  }
  return issues;
}

function malformed(path: FieldPath, message: string, value: unknown): Issue {
  return newIssue("admission/malformed", path, message, undefined, value);
}
