import type { FieldPath } from "../core/field-path.ts";
import { isObject } from "../core/is-object.ts";
import type { Issue } from "../core/issue.ts";
import { received } from "../core/received.ts";
import type { Result } from "../core/result.ts";
import { failure, isNonEmpty, success } from "../core/results.ts";
import type { AdmissionRequest } from "./admission-request.ts";
import { type Answer, API_VERSION, KIND } from "./answer.ts";

const OPERATIONS = ["CREATE", "UPDATE", "DELETE", "CONNECT"];

/**
 * The request of a review, or what is wrong with it. Whatever the answer must repeat is noted on
 * the way, so that even a review that cannot be read to its end is answered in its own name.
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
      ? requestIssues(request)
      : [malformed(["request"], "the request must be an object", request)]),
  );
  if (isNonEmpty(issues)) return failure(issues);
  return success(request as unknown as AdmissionRequest);
}

function requestIssues(request: Readonly<Record<string, unknown>>): Issue[] {
  const { uid, operation, object } = request;
  const issues: Issue[] = [];
  if (typeof uid !== "string" || uid === "") {
    issues.push(malformed(["request", "uid"], "the uid must be a string", uid));
  }
  if (!OPERATIONS.includes(operation as string)) {
    const message = `the operation must be one of ${OPERATIONS.join(", ")}`;
    issues.push(malformed(["request", "operation"], message, operation));
  } else if ((operation === "CREATE" || operation === "UPDATE") && !isObject(object)) {
    issues.push(malformed(["request", "object"], "the object must be an object", object));
  }
  return issues;
}

function malformed(path: FieldPath, message: string, value: unknown): Issue {
  return { code: "admission/malformed", path, message, received: received(value) };
}
