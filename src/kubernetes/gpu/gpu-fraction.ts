import { isObject, type UnknownObject } from "../../result/unknown-object.ts";

/** A share of a card that KAI's scheduler gives to a container, without a GPU resource. */
export interface GpuFraction {
  /** The container that gets it; `undefined` for the first. */
  readonly container: string | undefined;
  /** From how many cards, as written: the value of an annotation. */
  readonly devices: unknown;
}

/** What such a container is reported to request. */
export const GPU_FRACTION = "gpu-fraction";

/** The annotation that says from how many cards a fraction is. */
export const FRACTION_DEVICES = "gpu-fraction-num-devices";

/** Either asks for a part of the memory of a card. */
export const FRACTION_ANNOTATIONS: readonly string[] = [GPU_FRACTION, "gpu-memory"];

/**
 * Reads the annotations of a pod template.
 * Source: https://github.com/kai-scheduler/KAI-Scheduler/tree/main/docs/gpu-sharing
 */
export function readGpuFraction({ metadata }: UnknownObject): GpuFraction | undefined {
  const annotations = isObject(metadata) ? metadata["annotations"] : undefined;
  if (!isObject(annotations)) return undefined;
  if (FRACTION_ANNOTATIONS.every((name) => annotations[name] === undefined)) return undefined;
  const container = annotations["gpu-fraction-container-name"];
  return {
    container: typeof container === "string" ? container : undefined,
    devices: annotations[FRACTION_DEVICES] ?? "1",
  };
}
