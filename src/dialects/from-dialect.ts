import { isDeepEqual } from "../edit/json.ts";
import { findSites } from "../find/find-sites.ts";
import { MIB } from "../kubernetes/quantity/mebibytes.ts";
import { checkConfig } from "../limits/check-config.ts";
import { belowMinimum } from "../limits/config-issue.ts";
import type { MpsConfig } from "../limits/mps-config.ts";
import { cardMemory, checkOptions, optional, text } from "../options/check-options.ts";
import { settingsFor } from "../options/compile-options.ts";
import { DEFAULT_MIN_MEMORY } from "../options/min-memory.ts";
import type { FieldPath } from "../result/field-path.ts";
import { type Issue, newIssue } from "../result/issue.ts";
import { failure, isNonEmpty, type Result, success } from "../result/result.ts";
import { isObject, isRecord, type UnknownObject } from "../result/unknown-object.ts";
import { unreadable } from "../result/unreadable.ts";
import { hidesContent, unresolved } from "../result/unresolved.ts";
import { lossIssue } from "./loss-issue.ts";
import type { Draft } from "./readers/draft.ts";
import { readDra } from "./readers/read-dra.ts";
import { readConfig, readDevicePlugin, readEcs, readMpsServers } from "./readers/read-others.ts";
import { type PodContainer, readContainer } from "./readers/read-pod.ts";
import type { Dialect, Loss } from "./rendering.ts";

/** Options for `fromDialect`. */
export interface FromDialectOptions {
  /**
   * Whose limits to read: a container, a resource of the device plugin, a server or
   * `server/namespace`.
   */
  readonly container?: string | undefined;
  /** The memory of one card in MiB, without which a share of a card is lost. */
  readonly memoryMiB?: number | undefined;
}

/** Limits that were read from a dialect. */
export interface ReadDialect {
  readonly dialect: Dialect;
  readonly config: MpsConfig;
  /** What the config does not say; each is a warning, too. */
  readonly losses: readonly Loss[];
}

/**
 * Reads the limits of a manifest or a configuration in any dialect: a config or a record of one; a
 * workload with variables, annotations of gpu-fractioning or KAI, GKE's labels or HAMi's resources;
 * `toGkePodSettings` and `toFractioningAnnotations`; a ResourceClaim, its template, a DeviceClass, a
 * `GpuConfig`; the device plugin's configuration; an ECS task definition; the text of an MPS v3 file.
 *
 * Issues: those of `validateMpsConfig` and `fromEnv` at the place in the input; `dialect/unknown` if there
 * are no limits, `dialect/not-mps` for another way of sharing, `dialect/ambiguous` if several limits
 * differ and `container` does not choose; `workload/*` and `input/unresolved` for what could not be
 * searched; `input/type`, `input/unreadable`, `options/*`. Warnings: each loss; those of `fromEnv`,
 * `memory/too-small` below 512Mi; `dialect/ambiguous` for a container with several dialects, of which the
 * first counts. Never throws.
 *
 * @example
 * ```ts
 * fromDialect({ version: "v1", sharing: { mps: { resources: [{ name: "nvidia.com/gpu", replicas: 4 }] } } },
 *   { memoryMiB: 24576 });
 * // value: { dialect: "device-plugin", config: { activeThreadPercentage: 25, pinnedDeviceMemoryLimit: 6442450944 }, losses: [] }
 * ```
 */
export function fromDialect(input: unknown, options: FromDialectOptions = {}): Result<ReadDialect> {
  try {
    const checks = { container: optional(text(/./, "a name")), memoryMiB: optional(cardMemory) };
    const issues = checkOptions(options, checks);
    if (typeof input !== "string" && !isRecord(input)) {
      const message = "must be an object, or the text of an MPS configuration file";
      issues.push(newIssue("input/type", [], message, undefined, input));
    }
    if (isNonEmpty(issues)) return failure(issues);
    const problems: Issue[] = [];
    const found = draftsOf(input as string | UnknownObject, options, problems);
    return choose(found, options, problems);
  } catch (error) {
    return unreadable(error);
  }
}

/** Of each container or other place: what it says, first in the dialect that counts. */
function draftsOf(
  input: string | UnknownObject,
  { memoryMiB }: FromDialectOptions,
  problems: Issue[],
): Draft[][] {
  if (typeof input === "string") return readMpsServers(input).map((draft) => [draft]);
  const drafts =
    readDra(input) ?? readDevicePlugin(input, memoryMiB) ?? readEcs(input) ?? readConfig(input);
  if (drafts !== undefined) return drafts.map((draft) => [draft]);
  const containers = containersIn(input, memoryMiB, problems);
  return containers.map(readContainer).filter(({ length }) => length > 0);
}

/** A pod spec, its annotations, and where both are. */
interface Pod {
  readonly spec: UnknownObject;
  readonly path: FieldPath;
  readonly annotations: unknown;
  readonly annotationsPath: FieldPath;
}

/** @param problems - what kept containers from being found */
function containersIn(
  input: UnknownObject,
  memoryMiB: number | undefined,
  problems: Issue[],
): PodContainer[] {
  const isFragment = ["kind", "metadata", "spec", "containers"].every(
    (key) => input[key] === undefined,
  );
  if (isFragment) {
    return containersOf(fragmentOf(input), memoryMiB).map((one) => ({ ...one, path: [] }));
  }
  const settings = settingsFor(undefined);
  const sites = settings.ok ? findSites(input, settings.value, "inject") : [];
  return sites.flatMap((site) => {
    if (site.type === "problem") problems.push(site.issue);
    if (site.type === "inline") {
      const { container, path } = site;
      const spec = { containers: [container] };
      const [one] = containersOf({ spec, path, annotations: {}, annotationsPath: [] }, memoryMiB);
      return one === undefined ? [] : [{ ...one, path }];
    }
    if (site.type !== "pod") return [];
    const { spec, path, template } = site;
    if (spec["containers"] === undefined && hidesContent(spec)) {
      problems.push(unresolved(path, spec));
      return [];
    }
    const { metadata } = template;
    const annotations = isObject(metadata) ? metadata["annotations"] : undefined;
    const annotationsPath = [...path.slice(0, -1), "metadata", "annotations"];
    return containersOf({ spec, path, annotations, annotationsPath }, memoryMiB);
  });
}

/** What our writers make for a pod: annotations alone, or fields of its spec with resources. */
function fragmentOf(input: UnknownObject): Pod {
  const names = Object.keys(input).flatMap((key) => {
    return /^nvidia\.com\/container\.([^.]+)\./.exec(key)?.slice(1) ?? [];
  });
  const [first, ...others] = new Set(names);
  const containers = [
    { name: first, resources: input["resources"] },
    ...others.map((name) => ({ name })),
  ];
  return { spec: { ...input, containers }, path: [], annotations: input, annotationsPath: [] };
}

function containersOf(pod: Pod, memoryMiB: number | undefined): PodContainer[] {
  const { spec, path, annotations, annotationsPath } = pod;
  return ["containers", "initContainers"].flatMap((list) => {
    const items: unknown = spec[list];
    return (Array.isArray(items) ? items : []).flatMap((container: unknown, index) => {
      if (!isObject(container)) return [];
      const one = {
        container,
        path: [...path, list, index],
        isFirst: list === "containers" && index === 0,
        annotations: isObject(annotations) ? annotations : {},
        annotationsPath,
        nodeSelector: spec["nodeSelector"],
        memoryMiB,
      };
      return [one];
    });
  });
}

function choose(
  found: Draft[][],
  { container }: FromDialectOptions,
  problems: readonly Issue[],
): Result<ReadDialect> {
  const drafts = found.filter(([draft]) => container === undefined || draft?.name === container);
  const reads = drafts.map(([first, ...ignored]) => conclude(first as Draft, ignored));
  const [read] = reads;
  const names = (drafts.length > 0 ? drafts : found).flatMap(([draft]) => draft?.name ?? []);
  const shown = names.slice(0, 10).join(", ");
  const hint = names.length === 0 ? undefined : `set container to one of ${shown}`;
  if (read === undefined) {
    if (isNonEmpty(problems)) return failure(problems);
    return failure([newIssue("dialect/unknown", [], "no GPU limits were found", hint)]);
  }
  const failed = reads.find(({ ok }) => !ok);
  if (failed !== undefined || reads.every((other) => isSame(read, other))) return failed ?? read;
  const message = `${reads.length} limits were found, and they differ`;
  return failure([newIssue("dialect/ambiguous", [], message, hint)]);
}

function isSame(a: Result<ReadDialect>, b: Result<ReadDialect>): boolean {
  if (!a.ok || !b.ok) return false;
  return a.value.dialect === b.value.dialect && isDeepEqual(a.value.config, b.value.config);
}

function conclude(
  { dialect, fields, losses, issues = [], warnings: found = [] }: Draft,
  ignored: readonly Draft[],
): Result<ReadDialect> {
  if (isNonEmpty(issues)) return failure(issues, found);
  const values = Object.entries(fields).map(([field, { value }]) => [field, value]);
  const checked = checkConfig(Object.fromEntries(values), MIB);
  const at = (issue: Issue): Issue => {
    const [field = "", ...rest] = issue.path;
    const { path = issue.path.slice(0, 1) } = fields[field as keyof MpsConfig] ?? {};
    return { ...issue, path: [...path, ...rest] };
  };
  const warnings = [
    ...losses.map((loss) => lossIssue(loss)),
    ...found,
    ...checked.warnings.map(at),
  ];
  if (!checked.ok) return failure(checked.issues.map(at) as [Issue, ...Issue[]], warnings);
  if (dialect !== "env" && checked.value.leastMemory < DEFAULT_MIN_MEMORY) {
    const field = fields.pinnedDeviceMemoryLimit ?? fields.perDevicePinnedMemoryLimit;
    const message = belowMinimum(DEFAULT_MIN_MEMORY);
    warnings.push(newIssue("memory/too-small", field?.path ?? [], message));
  }
  for (const other of ignored) {
    const message = `this says ${other.dialect}, too: ${dialect} counts`;
    warnings.push(
      newIssue("dialect/ambiguous", Object.values(other.fields)[0]?.path ?? [], message),
    );
  }
  return success({ dialect, config: checked.value.config, losses }, warnings);
}
