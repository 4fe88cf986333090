import { type Found, findContainers } from "../find/find-containers.ts";
import { LimitsResolver } from "../limits/limits-resolver.ts";
import type { MpsConfig, MpsConfigInput } from "../limits/mps-config.ts";
import type { AdmissionOptions } from "../options/admission-options.ts";
import { needsLimits, planLimits, planNothing } from "../plan/plan-limits.ts";
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

/** MPS limits; `null` or `undefined` if there are none. */
export type AdmissionConfig = MpsConfigInput | MpsConfig | null | undefined;

/**
 * Finds the MPS limits for a request. Called only if an object has a GPU container to limit; `name` and
 * `namespace` of the request are filled in from its object if they are empty. Its error is not part of
 * the answer: log it yourself.
 */
export type ResolveConfig = (
  request: AdmissionRequest,
) => AdmissionConfig | PromiseLike<AdmissionConfig>;

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
 * `input/unreadable`), 500 if the options are invalid (`options/*`) or the resolver fails
 * (`admission/resolver-failed`). Never throws, and the promise never rejects.
 *
 * @example
 * ```ts
 * const answer = reviewAdmission(JSON.parse(body), { pinnedDeviceMemoryLimit: "4Gi" });
 * response.end(JSON.stringify(answer));
 * ```
 *
 * @example
 * ```ts
 * const answer = await reviewAdmission(review, ({ namespace }) => findLimits(namespace));
 * ```
 */
export function reviewAdmission(
  review: unknown,
  resolve: ResolveConfig,
  options?: AdmissionOptions,
): Promise<AnsweredReview>;
export function reviewAdmission(
  review: unknown,
  config: AdmissionConfig,
  options?: AdmissionOptions,
): AnsweredReview;
export function reviewAdmission(
  review: unknown,
  config: AdmissionConfig | ResolveConfig,
  options?: AdmissionOptions,
): AnsweredReview | Promise<AnsweredReview> {
  const answer = new Answer();
  const subject = guarded(answer, () => findSubject(review, options, answer));
  if (typeof config === "function") return resolveAndDecide(subject, config, answer);
  return "response" in subject ? subject : guarded(answer, () => decide(subject, config, answer));
}

async function resolveAndDecide(
  subject: Subject | AnsweredReview,
  resolve: ResolveConfig,
  answer: Answer,
): Promise<AnsweredReview> {
  if ("response" in subject) return subject;
  let config: AdmissionConfig;
  try {
    config = await resolve(withNames(subject.request));
  } catch {
    const message = "the MPS config for this request could not be resolved";
    return answer.denied([newIssue("admission/resolver-failed", [], message)]);
  }
  return guarded(answer, () => decide(subject, config, answer));
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

function decide(subject: Subject, config: AdmissionConfig, answer: Answer): AnsweredReview {
  const { injection } = subject.settings;
  const limits = new LimitsResolver(config, injection.options.minMemory);
  return answer.planned(planLimits(subject.found, limits.resolve(), injection));
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
