import { toJsonPatch } from "../edit/to-json-patch.ts";
import type { SkipReason } from "../find/skip-reason.ts";
import { type Plan, problemsOf } from "../plan/plan-limits.ts";
import { formatPath } from "../result/field-path.ts";
import { formatIssue } from "../result/format-issue.ts";
import type { Issue } from "../result/issue.ts";
import { NONE } from "../result/none.ts";
import { printable } from "../result/printable.ts";
import { isNonEmpty } from "../result/result.ts";
import { isObject } from "../result/unknown-object.ts";
import type { AdmissionRequest } from "./admission-request.ts";
import type {
  AdmissionResponse,
  AdmissionStatus,
  AdmissionStatusCause,
} from "./admission-response.ts";
import type { AnsweredReview } from "./admission-review.ts";
import { encodePatch } from "./encode-patch.ts";
import { formatWarning } from "./format-warning.ts";
import { statusCode } from "./status-code.ts";
import { withNames } from "./with-names.ts";

export const API_VERSION = "admission.k8s.io/v1";
export const KIND = "AdmissionReview";

const REASONS = { 400: "BadRequest", 422: "Invalid", 500: "InternalError" } as const;

/** An object with one of these reasons needs no audit annotation. */
const UNREMARKABLE: readonly SkipReason[] = ["no-gpu", "already-injected"];

/** The answer to one review, with what could be read of its request. */
export class Answer {
  apiVersion: string = API_VERSION;
  uid = "";
  request: AdmissionRequest | undefined;

  /** Answers with a plan. */
  planned(plan: Plan): AnsweredReview {
    const { edits, reason } = plan;
    const { issues, warnings } = problemsOf(plan);
    if (isNonEmpty(issues)) return this.denied(issues, warnings);
    if (reason !== undefined) return this.skipped(reason, warnings);
    return this.#answer({
      uid: this.uid,
      allowed: true,
      patch: encodePatch(toJsonPatch(edits)),
      patchType: "JSONPatch",
      ...shown(warnings),
    });
  }

  skipped(reason: SkipReason, warnings: readonly Issue[] = NONE): AnsweredReview {
    return this.#answer({
      uid: this.uid,
      allowed: true,
      ...shown(warnings),
      ...(UNREMARKABLE.includes(reason) ? {} : { auditAnnotations: { skipped: reason } }),
    });
  }

  denied(issues: readonly [Issue, ...Issue[]], warnings: readonly Issue[] = NONE): AnsweredReview {
    const status = rejection(issues, this.request);
    return this.#answer({ uid: this.uid, allowed: false, status, ...shown(warnings) });
  }

  #answer(response: AdmissionResponse): AnsweredReview {
    return { apiVersion: this.apiVersion, kind: KIND, response };
  }
}

function shown(warnings: readonly Issue[]): Pick<AdmissionResponse, "warnings"> {
  return warnings.length === 0 ? {} : { warnings: warnings.map(formatWarning) };
}

function rejection(
  issues: readonly [Issue, ...Issue[]],
  request: AdmissionRequest | undefined,
): AdmissionStatus {
  const code = statusCode(issues);
  const { kind, group } = kindOf(request);
  const { name, namespace } = request === undefined ? {} : withNames(request);
  const what = `${kind ?? "the object"}${name === undefined ? "" : ` "${name}"`}`;
  const where = namespace === undefined ? "" : ` in namespace "${namespace}"`;
  return {
    status: "Failure",
    code,
    reason: REASONS[code],
    message: printable(`${what}${where} is rejected: `) + issues.map(formatIssue).join("\n"),
    details: {
      ...(name === undefined ? {} : { name }),
      ...(group === undefined ? {} : { group }),
      ...(kind === undefined ? {} : { kind }),
      causes: issues.map(cause),
    },
  };
}

function kindOf(request: AdmissionRequest | undefined): { kind?: string; group?: string } {
  const named: unknown = request?.kind;
  if (!isObject(named)) return {};
  const { kind, group } = named;
  return {
    ...(typeof kind === "string" ? { kind } : {}),
    ...(typeof group === "string" ? { group } : {}),
  };
}

/** `kubectl` shows the field, which holds the path, before the message. */
function cause(issue: Issue): AdmissionStatusCause {
  return {
    reason: issue.code,
    message: formatIssue({ ...issue, path: [] }),
    field: formatPath(issue.path),
  };
}
