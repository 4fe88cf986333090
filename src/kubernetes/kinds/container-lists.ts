/** The lists of a pod spec that hold containers; sidecars are among `initContainers`. */
export const CONTAINER_LISTS = ["containers", "initContainers"] as const;

/** Debug containers: Kubernetes gives them no resources. */
export const EPHEMERAL_CONTAINERS = "ephemeralContainers";
