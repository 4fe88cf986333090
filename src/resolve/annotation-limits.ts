import type { GpuContainer, MetadataRef } from "../find/gpu-container.ts";
import { OWN_GROUP } from "../kubernetes/own-group.ts";
import { checkConfig } from "../limits/check-config.ts";
import type { MpsConfig } from "../limits/mps-config.ts";
import { invalidOption } from "../options/option.ts";
import { optionsType } from "../options/option-names.ts";
import { didYouMean } from "../result/did-you-mean.ts";
import type { FieldPath } from "../result/field-path.ts";
import { type Issue, newIssue } from "../result/issue.ts";
import { received } from "../result/received.ts";
import { failure, isNonEmpty, type Result, success } from "../result/result.ts";
import { unknownKeys } from "../result/unknown-keys.ts";
import { isObject } from "../result/unknown-object.ts";
import { isUnresolved, unresolved } from "../result/unresolved.ts";
import { askLimits, type LimitsAnswer } from "./ask-limits.ts";
import {
  DEFAULT_CONTEXT,
  type LimitsContext,
  type LimitsFor,
  type LimitsSource,
} from "./limits-source.ts";
import { rememberPaths } from "./requested-paths.ts";

/** Options for `annotationLimits`. */
export interface AnnotationOptions {
  /**
   * The domain of the annotations.
   *
   * @defaultValue "kube-mps.github.io"
   */
  readonly prefix?: string | undefined;
  /** The limits that a pod does not ask for, field by field. */
  readonly fallback?: LimitsSource;
}

/** As Kubernetes wants the prefix of a key. */
const SUBDOMAIN =
  /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/;

/** The fields that a pod can ask for, by the names in annotations. */
const FIELDS = {
  memory: "pinnedDeviceMemoryLimit",
  threads: "activeThreadPercentage",
  "client-priority": "clientPriority",
} as const satisfies Record<string, keyof MpsConfig>;

type Field = keyof typeof FIELDS;

const NAMES = Object.keys(FIELDS) as Field[];

/** The value of an annotation, as written, and where it is. */
interface Annotation {
  readonly text: unknown;
  readonly path: FieldPath;
}

/**
 * Lets each pod ask for its limits by annotations: `kube-mps.github.io/memory: 4Gi`, `.../threads: "50"`,
 * `.../client-priority: "1"`; for one container `memory.kube-mps.github.io/<container>: 8Gi`, which comes
 * first. They are read from the pod template, then from the object.
 *
 * What is wrong with an annotation is an issue at its path: those of `validateMpsConfig`, and
 * `config/unknown-key` for one of this domain that means nothing, or is for a container that is not there.
 * Invalid options are an issue of every call (`options/*`).
 *
 * @example
 * ```ts
 * injectGpuConfig(pod, annotationLimits({ fallback: { pinnedDeviceMemoryLimit: "4Gi" } }));
 * ```
 */
export function annotationLimits(options: AnnotationOptions = {}): LimitsFor {
  const read = readOptions(options);
  if (!read.ok) return () => read;
  const { prefix, fallback } = read.value;
  return (container, context = DEFAULT_CONTEXT) => {
    const asked = readAnnotations(container, prefix, context);
    if (!asked.ok) return asked;
    if (asked.value.size > 0) {
      return merged(asked.value, askLimits(fallback, container, context), context);
    }
    return typeof fallback === "function" ? fallback(container, context) : fallback;
  };
}

/** The options as they are used, each read once. */
interface ReadOptions {
  readonly prefix: string;
  readonly fallback: LimitsSource;
}

function readOptions(options: unknown): Result<ReadOptions> {
  try {
    return checkOptions(options);
  } catch {
    // The fault of the caller, not of the object's author, whom `input/unreadable` blames.
    const message = "reading the options threw";
    return failure([newIssue("options/type", [], message, "pass plain data")]);
  }
}

function checkOptions(options: unknown): Result<ReadOptions> {
  if (!isObject(options)) return failure([optionsType(options)]);
  const issues = unknownKeys(options, ["prefix", "fallback"], "options/unknown-key", [], "option");
  const { prefix = OWN_GROUP, fallback } = options;
  if (typeof prefix !== "string" || !SUBDOMAIN.test(prefix)) {
    const hint = `write "${OWN_GROUP}"`;
    issues.push(invalidOption(["prefix"], "must be a DNS subdomain", prefix, hint));
  }
  if (isNonEmpty(issues)) return failure(issues);
  // What it is has to be checked for each container in any case.
  return success({ prefix: prefix as string, fallback: fallback as LimitsSource });
}

function readAnnotations(
  { name, workload }: GpuContainer,
  prefix: string,
  { containerNames }: LimitsContext,
): Result<ReadonlyMap<Field, Annotation>> {
  const { podMetadata, annotations: own } = workload;
  const object: MetadataRef = {
    path: [...workload.path, "metadata"],
    labels: workload.labels,
    annotations: own,
  };
  // A pod of its own, or a field like a container, has no template.
  const hasTemplate = podMetadata.path.length !== object.path.length;
  const issues: Issue[] = [];
  const found = new Map<Field, Annotation>();
  for (const { path, annotations } of hasTemplate ? [podMetadata, object] : [object]) {
    const of = hasTemplate && path === podMetadata.path ? "pod" : "object";
    for (const key of Object.keys(annotations)) {
      const at = [...path, "annotations", key];
      const issue = checkKey(key, prefix, at, () => containerNames?.(of));
      if (issue !== undefined) issues.push(issue);
    }
    for (const field of NAMES) {
      const forAll = `${prefix}/${field}`;
      const keys = name === undefined ? [forAll] : [`${field}.${prefix}/${name}`, forAll];
      const key = keys.find((one) => annotations[one] !== undefined);
      if (key === undefined || found.has(field)) continue;
      const text: unknown = annotations[key];
      const at = [...path, "annotations", key];
      if (isUnresolved(text)) issues.push(unresolved(at, text));
      else found.set(field, { text, path: at });
    }
  }
  return isNonEmpty(issues) ? failure(issues) : success(found);
}

/**
 * An issue for an annotation that is of this domain, and means nothing.
 *
 * @param containers - the names of those that it may be for; `undefined` if they are not known
 */
function checkKey(
  key: string,
  prefix: string,
  path: FieldPath,
  containers: () => readonly string[] | undefined,
): Issue | undefined {
  const slash = key.indexOf("/");
  const domain = slash === -1 ? key : key.slice(0, slash);
  const rest = slash === -1 ? "" : key.slice(slash + 1);
  const isOfOne = domain.endsWith(`.${prefix}`);
  if (domain !== prefix && !isOfOne) return undefined;
  const field = isOfOne ? domain.slice(0, -prefix.length - 1) : rest;
  if (!NAMES.includes(field as Field)) {
    const names = NAMES.map((one) => `${prefix}/${one}`).join(", ");
    const meant = didYouMean(field, NAMES);
    const suggested = isOfOne ? `${meant}.${prefix}/${rest}` : `${prefix}/${meant}`;
    const hint = `the annotations are ${names}`;
    return unknownAnnotation(key, path, hint, meant && suggested);
  }
  const names = isOfOne ? containers() : undefined;
  if (!isOfOne || names?.includes(rest)) return undefined;
  if (rest === "") return unknownAnnotation(key, path, "", `${prefix}/${field}`);
  if (names === undefined || names.length === 0) return undefined;
  const meant = didYouMean(rest, names);
  const hint = `the containers are ${names.join(", ")}`;
  return unknownAnnotation(key, path, hint, meant && `${domain}/${meant}`);
}

function unknownAnnotation(
  key: string,
  path: FieldPath,
  hint: string,
  suggested: string | undefined,
): Issue {
  const message = `unknown annotation ${received(key)}`;
  if (suggested === undefined) return newIssue("config/unknown-key", path, message, hint);
  const issue = newIssue("config/unknown-key", path, message, `did you mean ${suggested}?`);
  return { ...issue, suggestion: { key: suggested } };
}

/** What a pod asks for, and for the rest what a fallback answers. */
function merged(
  asked: ReadonlyMap<Field, Annotation>,
  others: LimitsAnswer,
  { minMemory }: LimitsContext,
): Result<MpsConfig> {
  if (isNonEmpty(others.issues)) return failure(others.issues, others.warnings);
  const fallback = others.checked;
  if (!fallback.ok && fallback.issues[0].code !== "config/missing") {
    return failure(fallback.issues, [...others.warnings, ...fallback.warnings]);
  }
  const config: Record<string, unknown> = fallback.ok ? { ...fallback.value.config } : {};
  // Pinned and per-device memory are one limit.
  if (asked.has("memory")) delete config["perDevicePinnedMemoryLimit"];
  for (const [field, { text }] of asked) config[FIELDS[field]] = parse(field, text);
  const checked = checkConfig(config, minMemory);
  const at = (issue: Issue): Issue => {
    const annotation = NAMES.find((name) => FIELDS[name] === issue.path[0]);
    const found = annotation === undefined ? undefined : asked.get(annotation);
    return found === undefined ? issue : atAnnotation(issue, found);
  };
  const warnings = [...others.warnings, ...fallback.warnings, ...checked.warnings.map(at)];
  if (!checked.ok) return failure(checked.issues.map(at) as [Issue, ...Issue[]], warnings);
  const paths = new Map([...asked].map(([field, { path }]) => [FIELDS[field], path]));
  rememberPaths(checked.value.config, paths);
  return success(checked.value.config, warnings);
}

/**
 * Numbers are texts in annotations. One that is out of range is still a number, and reported so.
 */
const NUMBER = /^\s*-?\d{1,15}(?:\.\d{1,15})?\s*$/;

function parse(field: Field, text: unknown): unknown {
  const isNumber = field !== "memory" && typeof text === "string" && NUMBER.test(text);
  return isNumber ? Number(text) : text;
}

/** An annotation is a text, whatever the field is in a config. */
function atAnnotation(issue: Issue, { text, path }: Annotation): Issue {
  const { hint: _, suggestion: __, ...rest } = issue;
  const located = { ...rest, path, received: received(text) };
  switch (issue.code) {
    case "threads/type":
      return { ...located, hint: 'write a whole number from 0 to 100, such as "50"' };
    case "priority/value":
      return { ...located, hint: 'write "0" for normal, "1" for below normal' };
    default:
      return { ...issue, ...located };
  }
}
