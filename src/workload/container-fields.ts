import { CONTAINER_SHAPE, type ContainerShape } from "./compiled-carrier.ts";
import type { Fields } from "./walk.ts";

// Nearly every container is one of Kubernetes' own, and names written out are read in half the time.

/** A container's resources, by the name that its kind has for them. */
export function resourcesOf(container: Fields, shape: ContainerShape): unknown {
  return shape === CONTAINER_SHAPE ? container["resources"] : container[shape.resources];
}

/** A container's variables, by the name that its kind has for them. */
export function envOf(container: Fields, shape: ContainerShape): unknown {
  return shape === CONTAINER_SHAPE ? container["env"] : container[shape.env];
}
