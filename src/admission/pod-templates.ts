import { NONE } from "../core/none.ts";
import type { CarrierIndex } from "../workload/carrier-index.ts";
import { type Fields, type Visitor, walkObject } from "../workload/walk.ts";

/**
 * What the pods of an object are made from: each pod spec with the metadata beside it, each object
 * like a container. The object's own metadata is not part of it.
 */
export function podTemplates(object: Fields, carriers: CarrierIndex): unknown[] {
  const templates: unknown[] = [];
  const visitor: Visitor = {
    podSpec(spec, _path, owner) {
      templates.push(owner === object ? { spec } : { spec, metadata: owner["metadata"] });
      return false;
    },
    containerLike(container) {
      templates.push(container);
      return false;
    },
    malformed() {},
    leftAlone() {},
    unknownKind: () => false,
    tooDeep: () => false,
  };
  walkObject(object, carriers, visitor, NONE);
  return templates;
}
