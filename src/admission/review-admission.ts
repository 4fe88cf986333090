import type { MpsConfig, MpsConfigInput } from "../config/mps-config.ts";
import { unreadable } from "../core/unreadable.ts";
import { plan } from "../inject/plan.ts";
import type { Fields } from "../workload/walk.ts";
import type { AdmissionOptions } from "./admission-options.ts";
import type { AdmissionRequest } from "./admission-request.ts";
import type { AnsweredReview } from "./admission-review.ts";
import { Answer } from "./answer.ts";
import { type AdmissionSettings, admissionSettingsFor } from "./compile-admission-options.ts";
import { leftAlone } from "./left-alone.ts";
import { readReview } from "./read-review.ts";
import { withNames } from "./with-names.ts";

/** MPS limits, or nothing where there are none. */
export type AdmissionConfig = MpsConfigInput | MpsConfig | null | undefined;

/**
 * Finds the MPS limits for a request. Asked only where an object has a GPU container to limit; the
 * `name` and `namespace` of the request are filled in from its object where it leaves them empty.
 * What it throws is kept from the answer: log it yourself.
 */
export type ResolveConfig = (
  request: AdmissionRequest,
) => AdmissionConfig | PromiseLike<AdmissionConfig>;

/**
 * Answers an AdmissionReview (`admission.k8s.io/v1`) of a mutating webhook: the decision of
 * `injectGpuConfig` as a JSON Patch, or as a denial that names every issue. Hands the review to no
 * network and knows no server: post what it returns.
 *
 * Patched are objects that are created. Left as they are: subresources, DELETE and CONNECT, objects
 * being deleted, objects with a controller (Pods apart), updates of any kind that is not in
 * `patchOnUpdate`. The reason is in the audit annotation `skipped`.
 *
 * A denial carries a `Status` with code 422; 400 where the review cannot be read
 * (`admission/malformed`, `input/unreadable`), 500 where the options are wrong (`options/*`) or the
 * resolver fails (`admission/resolver-failed`). Never throws, and the promise never rejects.
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
  if (typeof config === "function") return reviewWith(review, config, options, answer);
  return guarded(answer, () => {
    const subject = findSubject(review, options, answer);
    return "response" in subject ? subject : decide(subject, config, answer);
  });
}

async function reviewWith(
  review: unknown,
  resolve: ResolveConfig,
  options: AdmissionOptions | undefined,
  answer: Answer,
): Promise<AnsweredReview> {
  const subject = guarded(answer, () => {
    const found = findSubject(review, options, answer);
    return "response" in found ? found : (withoutConfig(found, answer) ?? found);
  });
  if ("response" in subject) return subject;
  let config: AdmissionConfig;
  try {
    config = await resolve(withNames(subject.request));
  } catch {
    const message = "the MPS config for this request could not be found out";
    return answer.denied([{ code: "admission/resolver-failed", path: [], message }]);
  }
  return guarded(answer, () => decide(subject, config, answer));
}

/** What a decision is about. */
interface Subject {
  readonly request: AdmissionRequest;
  readonly object: Fields;
  readonly settings: AdmissionSettings;
}

/** What there is to decide on, or the answer where there is nothing. */
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
  const reason = leftAlone(request, settings.value);
  if (reason !== undefined) return answer.skipped(reason);
  return { request, object: request.object as Fields, settings: settings.value };
}

/** The answer where it is the same whatever the config. */
function withoutConfig(subject: Subject, answer: Answer): AnsweredReview | undefined {
  const planned = plan(subject.object, undefined, subject.settings.withoutConfig);
  return planned.reason === "no-config" ? undefined : answer.planned(planned);
}

function decide(subject: Subject, config: AdmissionConfig, answer: Answer): AnsweredReview {
  return answer.planned(plan(subject.object, config, subject.settings.injection));
}

/** The one guard: what reading a hostile review threw becomes a denial. */
function guarded<T>(answer: Answer, step: () => T): T | AnsweredReview {
  try {
    return step();
  } catch (error) {
    // What threw once is not read again for its name.
    answer.request = undefined;
    return answer.denied(unreadable(error).issues);
  }
}
