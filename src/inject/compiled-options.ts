import type { GpuResourceNames } from "../gpu/gpu-resource-names.ts";
import type { Carrier } from "../workload/carrier.ts";
import type { CarrierIndex } from "../workload/carrier-index.ts";
import type { ConflictPolicy, InjectOptions, OptOut } from "./inject-options.ts";

/**
 * Options that have been checked, with every default in its place: frozen, and accepted wherever
 * options are, where they cost nothing to check again.
 */
export interface CompiledOptions extends InjectOptions {
  readonly gpuResources: readonly string[];
  readonly carriers: readonly Carrier[];
  readonly unknownKinds: "warn" | "inject" | "skip" | "error";
  readonly onConflict: ConflictPolicy;
  readonly missingConfig: "error" | "skip";
  readonly countMeans: "shares" | "devices";
  readonly resourceLimits: Readonly<Record<string, number | string>>;
  readonly optOut: OptOut;
  /** In bytes. */
  readonly minMemory: number;
}

/** Compiled options with what was built from them. */
export interface Settings {
  readonly options: CompiledOptions;
  readonly gpuNames: GpuResourceNames;
  readonly carriers: CarrierIndex;
  /** `resourceLimits` as a list; empty for nearly everybody. */
  readonly resourceLimits: readonly (readonly [name: string, quantity: number | string])[];
  readonly optsOut: boolean;
}
