import { readMinMemory } from "../config/min-memory.ts";
import { optionsType } from "../config/options-type.ts";
import { didYouMean } from "../core/did-you-mean.ts";
import type { FieldPath } from "../core/field-path.ts";
import { isObject } from "../core/is-object.ts";
import type { Issue } from "../core/issue.ts";
import { received } from "../core/received.ts";
import type { Result } from "../core/result.ts";
import { failure, isNonEmpty, success } from "../core/results.ts";
import { readGpuQuantity } from "../gpu/gpu-quantity.ts";
import { DEFAULT_GPU_RESOURCES, GpuResourceNames } from "../gpu/gpu-resource-names.ts";
import type { Carrier } from "../workload/carrier.ts";
import { CarrierIndex } from "../workload/carrier-index.ts";
import { carrierIssues } from "../workload/carrier-issues.ts";
import { carriers } from "../workload/carriers.ts";
import type { CompiledOptions, Settings } from "./compiled-options.ts";

const CHOICES = {
  unknownKinds: ["warn", "inject", "skip", "error"],
  onConflict: ["override", "keep", "error", "tighten"],
  missingConfig: ["error", "skip"],
  countMeans: ["shares", "devices"],
} as const;

const KEYS = [
  ...Object.keys(CHOICES),
  "gpuResources",
  "carriers",
  "resourceLimits",
  "optOut",
  "minMemory",
];

/** A resource name as Kubernetes wants extended ones: `domain/name`. */
const RESOURCE_NAME = /^[a-z0-9][a-z0-9.-]*\/[A-Za-z0-9][\w.-]*$/;
const RESOURCE_PATTERN = /^[\w./-]+\*?$/;

/** Options as written, checked: every problem there is, or the settings they come to. */
export function readOptions(input: unknown): Result<Settings> {
  if (!isObject(input)) {
    return failure([optionsType(input)]);
  }
  const issues: Issue[] = [];
  for (const key of Object.keys(input))
    if (!KEYS.includes(key)) issues.push(unknownKey(key, input));
  const choice = <K extends keyof typeof CHOICES>(key: K): (typeof CHOICES)[K][number] => {
    const value = input[key];
    if (value === undefined) return CHOICES[key][0];
    if ((CHOICES[key] as readonly unknown[]).includes(value))
      return value as (typeof CHOICES)[K][number];
    issues.push(problem([key], `${key} must be one of ${CHOICES[key].join(", ")}`, value));
    return CHOICES[key][0];
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
    minMemory: typeof minMemory === "number" ? minMemory : 0,
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

function problem(
  path: FieldPath,
  message: string,
  value: unknown,
  hint?: string,
  code: Issue["code"] = "options/value",
): Issue {
  return {
    code,
    path,
    message,
    ...(hint === undefined ? {} : { hint }),
    received: received(value),
  };
}

function unknownKey(key: string, input: Readonly<Record<string, unknown>>): Issue {
  const meant = didYouMean(key, KEYS);
  const hint =
    meant === undefined ? `the options are ${KEYS.join(", ")}` : `did you mean ${meant}?`;
  return problem([key], `unknown option ${received(key)}`, input[key], hint, "options/unknown-key");
}

function readGpuResources(input: unknown, issues: Issue[]): readonly string[] {
  if (input === undefined) return Object.freeze([...DEFAULT_GPU_RESOURCES]);
  const path = ["gpuResources"];
  if (!Array.isArray(input) || input.length === 0) {
    issues.push(
      problem(
        path,
        "gpuResources must be a list of resource names",
        input,
        'write ["nvidia.com/gpu"]',
      ),
    );
    return DEFAULT_GPU_RESOURCES;
  }
  const names = input.filter((name, index): name is string => {
    const good = typeof name === "string" && RESOURCE_PATTERN.test(name);
    if (!good) {
      issues.push(
        problem(
          [...path, index],
          "a resource name may hold one *, at its end",
          name,
          'write "nvidia.com/mig-*"',
        ),
      );
    }
    return good;
  });
  return Object.freeze(names);
}

function readCarriers(input: unknown, issues: Issue[]): readonly Carrier[] {
  if (input === undefined) return Object.freeze([]);
  if (!Array.isArray(input)) {
    issues.push(
      problem(["carriers"], "carriers must be a list of rows", input, undefined, "options/carrier"),
    );
    return [];
  }
  const found = input.flatMap((row, index) => carrierIssues(row, ["carriers", index]));
  issues.push(...found);
  return found.length === 0 ? Object.freeze([...(input as Carrier[])]) : [];
}

function readResourceLimits(
  input: unknown,
  gpuNames: GpuResourceNames,
  issues: Issue[],
): Readonly<Record<string, number | string>> {
  if (input === undefined) return Object.freeze({});
  const path = ["resourceLimits"];
  if (!isObject(input)) {
    issues.push(
      problem(path, "resourceLimits must be an object from resource name to quantity", input),
    );
    return {};
  }
  for (const [name, quantity] of Object.entries(input)) {
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
  if (input === undefined) return Object.freeze({});
  const path = ["optOut"];
  if (!isObject(input)) {
    issues.push(
      problem(path, "optOut must be an object", input, 'write { label: "example.com/no-mps" }'),
    );
    return {};
  }
  for (const [key, value] of Object.entries(input)) {
    if (key !== "label" && key !== "annotation") {
      issues.push(
        problem(
          [...path, key],
          `unknown option ${received(key)}`,
          value,
          "the keys are label, annotation",
          "options/unknown-key",
        ),
      );
    } else if (value !== undefined && (typeof value !== "string" || value === "")) {
      issues.push(problem([...path, key], `${key} must be the name of one`, value));
    }
  }
  return Object.freeze({ ...input });
}
