import { type Needle, needlesFor } from "../document/text/text-search.ts";
import type { Settings } from "../options/compile-options.ts";

/**
 * What a document must contain to have a GPU: the name of a GPU resource, or a kind that has its own
 * names for one. A document without any of them is not read.
 */
export function gpuNeedles({ gpuNames, kinds }: Settings): readonly Needle[] {
  return needlesFor([
    ...gpuNames.patterns.map((pattern) => pattern.replace(/\*$/, "")),
    // An object of the group has that in its apiVersion.
    ...kinds.kindsWithOwnGpuNames().map(({ group, kind }) => (kind === "*" ? `${group}/` : kind)),
  ]);
}
