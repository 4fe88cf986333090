import { type Needle, needlesFor } from "../document/text/text-search.ts";
import type { Settings } from "../options/compile-options.ts";

/**
 * What a document must contain to have a GPU: the name of a GPU resource, or of one in a JSON Pointer or
 * in a parameter of Helm, or a kind that has its own names for one. A document without any of them is not read.
 */
export function gpuNeedles({ gpuNames, kinds }: Settings): readonly Needle[] {
  return needlesFor([
    ...gpuNames.patterns.map((pattern) => pattern.replace(/\*$/, "")),
    ...gpuNames.patterns.flatMap(escapedNames),
    // An object of the group has that in its apiVersion.
    ...kinds.kindsWithOwnGpuNames().map(({ group, kind }) => (kind === "*" ? `${group}/` : kind)),
  ]);
}

/** The ends of `nvidia.com~1gpu` and `nvidia\.com/gpu`: the rest of a name says nothing more. */
function escapedNames(pattern: string): string[] {
  const [domain = "", name] = pattern.replace(/\*$/, "").split("/");
  if (name === undefined) return [];
  return [`~1${name}`, `\\${domain.slice(domain.lastIndexOf("."))}/${name}`];
}
