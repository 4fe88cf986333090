import { type Found, findContainers } from "../find/find-containers.ts";
import type { AdmissionOptions } from "../options/admission-options.ts";
import { needsLimits, planLimits, planNothing } from "../plan/plan-limits.ts";
import { LimitsResolver } from "../resolve/limits-resolver.ts";
import type { LimitsSource } from "../resolve/limits-source.ts";
import { newIssue } from "../result/issue.ts";
import type { UnknownObject } from "../result/unknown-object.ts";
import { unreadable } from "../result/unreadable.ts";
import type { AdmissionRequest } from "./admission-request.ts";
import type { AnsweredReview } from "./admission-review.ts";
import { Answer } from "./answer.ts";
import { type AdmissionSettings, admissionSettingsFor } from "./compile-admission-options.ts";
import { readReview } from "./read-review.ts";
import { skipRequest } from "./skip-request.ts";
import { withNames } from "./with-names.ts";

/**
 * Answers an AdmissionReview (`admission.k8s.io/v1`) of a mutating webhook: the decision of
 * `injectGpuConfig` as a JSON Patch, or as a denial that lists every issue. There is no networking: send
 * what it returns as the response of a server.
 *
 * Created objects are patched. Skipped are subresources, DELETE and CONNECT, objects being deleted,
 * objects with a controller (except Pods), and updates of any kind that is not in `patchOnUpdate`. The
 * reason is in the audit annotation `skipped`.
 *
 * A denial carries a `Status` with code 422; 400 if the review cannot be read (`admission/malformed`,
 * `input/unreadable`), 500 if the options are invalid (`options/*`) or a function that finds limits
 * fails (`limits/resolver-failed`). Never throws.
 *
 * @param limits - one config for all, or a function that finds the limits of each container
 *
 * @example
 * ```ts
 * const answer = reviewAdmission(JSON.parse(body), { pinnedDeviceMemoryLimit: "4Gi" });
 * response.end(JSON.stringify(answer));
 * ```
 */
export function reviewAdmission(
  review: unknown,
  limits: LimitsSource,
  options?: AdmissionOptions,
): AnsweredReview {
  const answer = new Answer();
  const subject = guarded(answer, () => findSubject(review, options, answer));
  return "response" in subject ? subject : guarded(answer, () => decide(subject, limits, answer));
}

/**
 * Finds the limits for a request. Called only if an object has a GPU container to limit; `name` and
 * `namespace` of the request are filled in from its object if they are empty. Its error is not part of
 * the answer: log it yourself.
 */
export type ResolveLimits = (request: AdmissionRequest) => LimitsSource | PromiseLike<LimitsSource>;

/**
 * {@link reviewAdmission} with limits that have to be fetched for each request. The promise never
 * rejects.
 *
 * @param resolve - may return a function too, which then finds the limits of each container
 *
 * @example
 * ```ts
 * const answer = await reviewAdmissionAsync(review, ({ namespace }) => fetchLimits(namespace));
 * ```
 */
export async function reviewAdmissionAsync(
  review: unknown,
  resolve: ResolveLimits,
  options?: AdmissionOptions,
): Promise<AnsweredReview> {
  const answer = new Answer();
  const subject = guarded(answer, () => findSubject(review, options, answer));
  if ("response" in subject) return subject;
  let limits: LimitsSource;
  try {
    limits = await resolve(withNames(subject.request));
  } catch {
    const message = "the limits for this request could not be found";
    return answer.denied([newIssue("limits/resolver-failed", [], message)]);
  }
  return guarded(answer, () => decide(subject, limits, answer));
}

/** A request whose object needs limits. */
interface Subject {
  readonly request: AdmissionRequest;
  readonly found: Found;
  readonly settings: AdmissionSettings;
}

/** Finds the containers that need limits, or the answer if there are none. */
function findSubject(
  review: unknown,
  options: AdmissionOptions | undefined,
  answer: Answer,
): Subject | AnsweredReview {
  const read = readReview(review, answer);
  if (!read.ok) return answer.denied(read.issues);
  const request = read.value;
  answer.request = request;
  const settings = admissionSettingsFor(options);
  if (!settings.ok) return answer.denied(settings.issues);
  const reason = skipRequest(request, settings.value);
  if (reason !== undefined) return answer.skipped(reason);
  const found = findContainers(request.object as UnknownObject, settings.value.injection);
  if (!needsLimits(found)) return answer.planned(planNothing(found));
  return { request, found, settings: settings.value };
}

function decide(
  { request, found, settings }: Subject,
  limits: LimitsSource,
  answer: Answer,
): AnsweredReview {
  const { injection } = settings;
  const { namespace = injection.options.namespace } = withNames(request);
  const resolver = new LimitsResolver(limits, injection, namespace);
  return answer.planned(planLimits(found, resolver, injection));
}

/** Runs a step; an error from reading a hostile review becomes a denial. */
function guarded<T>(answer: Answer, step: () => T): T | AnsweredReview {
  try {
    return step();
  } catch (error) {
    // Reading its name could throw again.
    answer.request = undefined;
    return answer.denied(unreadable(error).issues);
  }
}
