import { readMinMemory } from "../config/min-memory.ts";
import { optionsType } from "../config/options-type.ts";
import type { FieldPath } from "../core/field-path.ts";
import { isObject } from "../core/is-object.ts";
import type { Issue } from "../core/issue.ts";
import { newIssue } from "../core/new-issue.ts";
import { NONE } from "../core/none.ts";
import { OPTION_NAMES } from "../core/option-names.ts";
import type { Result } from "../core/result.ts";
import { failure, isNonEmpty, success } from "../core/results.ts";
import { unknownKeys } from "../core/unknown-keys.ts";
import { readGpuQuantity } from "../gpu/gpu-quantity.ts";
import { DEFAULT_GPU_RESOURCES, GpuResourceNames } from "../gpu/gpu-resource-names.ts";
import type { Carrier } from "../workload/carrier.ts";
import { CarrierIndex } from "../workload/carrier-index.ts";
import { carrierIssues } from "../workload/carrier-issues.ts";
import { carriers } from "../workload/carriers.ts";
import type { CompiledOptions, Settings } from "./compiled-options.ts";
import type { OptOut } from "./inject-options.ts";

const CHOICES = {
  unknownKinds: ["warn", "inject", "skip", "error"],
  onConflict: ["override", "keep", "error", "tighten"],
  missingConfig: ["error", "skip"],
  countMeans: ["shares", "devices"],
} as const;

const OPT_OUT_KEYS = ["label", "annotation"] as const;

/** A resource name as Kubernetes wants extended ones: `domain/name`. */
const RESOURCE_NAME = /^[a-z0-9][a-z0-9.-]*\/[A-Za-z0-9][\w.-]*$/;
const RESOURCE_PATTERN = /^[\w./-]+\*?$/;

/**
 * Options as written, checked: every problem there is, or the settings they come to.
 *
 * @param others - the names of options that somebody else reads
 */
export function readOptions(input: unknown, others: readonly string[]): Result<Settings> {
  if (!isObject(input)) {
    return failure([optionsType(input)]);
  }
  const names = [...OPTION_NAMES, ...others];
  const issues = unknownKeys(input, names, "options/unknown-key", [], "option");
  const choice = <K extends keyof typeof CHOICES>(key: K): (typeof CHOICES)[K][number] => {
    const choices: readonly (typeof CHOICES)[K][number][] = CHOICES[key];
    const value = input[key];
    const chosen = choices.find((one) => one === value);
    if (value !== undefined && chosen === undefined) {
      issues.push(problem([key], `${key} must be one of ${choices.join(", ")}`, value));
    }
    return chosen ?? CHOICES[key][0];
  };
  const gpuResources = readGpuResources(input["gpuResources"], issues);
  const gpuNames = new GpuResourceNames(gpuResources);
  const rows = readCarriers(input["carriers"], issues);
  const resourceLimits = readResourceLimits(input["resourceLimits"], gpuNames, issues);
  const optOut = readOptOut(input["optOut"], issues);
  const minMemory = readMinMemory(input["minMemory"]);
  if (typeof minMemory !== "number") issues.push(minMemory);
  const options: CompiledOptions = {
    gpuResources,
    carriers: rows,
    unknownKinds: choice("unknownKinds"),
    onConflict: choice("onConflict"),
    missingConfig: choice("missingConfig"),
    countMeans: choice("countMeans"),
    resourceLimits,
    optOut,
    minMemory: minMemory as number,
  };
  if (isNonEmpty(issues)) return failure(issues);
  return success({
    options: Object.freeze(options),
    gpuNames,
    carriers: new CarrierIndex([...rows, ...carriers()]),
    resourceLimits: Object.entries(resourceLimits),
    optsOut: optOut.label !== undefined || optOut.annotation !== undefined,
  });
}

function problem(path: FieldPath, message: string, value: unknown, hint?: string): Issue {
  return newIssue("options/value", path, message, hint, value);
}

function readGpuResources(input: unknown, issues: Issue[]): readonly string[] {
  if (input === undefined) return Object.freeze([...DEFAULT_GPU_RESOURCES]);
  const path = ["gpuResources"];
  if (!Array.isArray(input) || input.length === 0) {
    const message = "gpuResources must be a list of resource names";
    issues.push(problem(path, message, input, 'write ["nvidia.com/gpu"]'));
    return DEFAULT_GPU_RESOURCES;
  }
  const names = input.filter((name, index): name is string => {
    if (typeof name === "string" && RESOURCE_PATTERN.test(name)) return true;
    const message = "a resource name may hold one *, at its end";
    issues.push(problem([...path, index], message, name, 'write "nvidia.com/mig-*"'));
    return false;
  });
  return Object.freeze(names);
}

function readCarriers(input: unknown, issues: Issue[]): readonly Carrier[] {
  const path = ["carriers"];
  const rows = input === undefined ? [] : input;
  const found = Array.isArray(rows)
    ? rows.flatMap((row, index) => carrierIssues(row, [...path, index]))
    : [newIssue("options/carrier", path, "carriers must be a list of rows", undefined, input)];
  issues.push(...found);
  return found.length === 0 ? Object.freeze([...(rows as Carrier[])]) : NONE;
}

function readResourceLimits(
  input: unknown,
  gpuNames: GpuResourceNames,
  issues: Issue[],
): Readonly<Record<string, number | string>> {
  const path = ["resourceLimits"];
  if (input !== undefined && !isObject(input)) {
    const message = "resourceLimits must be an object from resource name to quantity";
    issues.push(problem(path, message, input));
    return {};
  }
  for (const [name, quantity] of Object.entries(input ?? {})) {
    const at = [...path, name];
    if (!RESOURCE_NAME.test(name)) {
      const hint = 'write "example.com/gpu-memory"';
      issues.push(problem(at, "an extended resource is named domain/name", name, hint));
    } else if (gpuNames.has(name)) {
      const hint = "the workload says how many GPUs it wants";
      issues.push(problem(at, "a GPU resource cannot be added to a container", name, hint));
    }
    if (!isWholeQuantity(quantity)) {
      const hint = "Kubernetes takes extended resources in whole numbers only";
      issues.push(problem(at, "the quantity must be a whole number", quantity, hint));
    }
  }
  return Object.freeze({ ...(input as Record<string, number | string>) });
}

/** It is written as it is, so blanks around it, which are forgiven elsewhere, are not. */
function isWholeQuantity(quantity: unknown): boolean {
  if (typeof quantity === "string" && quantity !== quantity.trim()) return false;
  return quantity != null && !Number.isNaN(readGpuQuantity(quantity));
}

function readOptOut(input: unknown, issues: Issue[]): CompiledOptions["optOut"] {
  const path = ["optOut"];
  if (input !== undefined && !isObject(input)) {
    const hint = 'write { label: "example.com/no-mps" }';
    issues.push(problem(path, "optOut must be an object", input, hint));
    return {};
  }
  const optOut: OptOut = { ...input };
  issues.push(...unknownKeys({ ...input }, OPT_OUT_KEYS, "options/unknown-key", path, "option"));
  for (const key of OPT_OUT_KEYS) {
    const value: unknown = optOut[key];
    if (value === undefined || (typeof value === "string" && value !== "")) continue;
    issues.push(problem([...path, key], `${key} must be the name of one`, value));
  }
  return Object.freeze(optOut);
}
