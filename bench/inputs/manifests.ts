import { Random } from "../harness/random.ts";
import { blockYaml, type YamlStyle } from "./block-yaml.ts";
import type { Deployment } from "./deployment.ts";
import { deployment } from "./deployments.ts";

/** The manifests of one text. */
export interface ManifestsShape extends YamlStyle {
  readonly documents: number;
  /** The number of documents for each one with a GPU. */
  readonly gpuEvery: number;
  /** Whether they are the items of one List. */
  readonly list?: boolean;
  /** Entries in the env of each container; 0 to 15 by default. */
  readonly env?: number;
  readonly containers?: number;
}

/** A text, and its objects. */
export interface Manifests {
  readonly text: string;
  readonly bytes: number;
  readonly objects: readonly Deployment[];
}

/** Deployments as one text, each with one container, with both styles of lists in turns. */
export function manifests(shape: ManifestsShape, seed: number): Manifests {
  const random = new Random(seed);
  const objects = Array.from({ length: shape.documents }, (_, index) =>
    deployment(random, {
      containers: shape.containers ?? 1,
      env: shape.env ?? random.below(16),
      gpu: index % shape.gpuEvery === 0,
    }),
  );
  const text =
    shape.list === true
      ? blockYaml({ apiVersion: "v1", kind: "List", items: objects }, shape)
      : documentsText(objects, shape);
  return { text, bytes: Buffer.byteLength(text), objects };
}

export function documentsText(objects: readonly Deployment[], style: YamlStyle): string {
  const marker = `---${style.lineBreak ?? "\n"}`;
  return objects
    .map((object, index) => marker + blockYaml(object, { indentLists: index % 2 === 0, ...style }))
    .join("");
}
