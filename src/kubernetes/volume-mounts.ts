import { objectsAt } from "./object-at.ts";

/** A volume that a container mounts. */
export interface VolumeMount {
  /** Without a slash at its end. */
  readonly path: string;
  /** Whether the volume is a directory of the host. */
  readonly isHost: boolean;
}

/** The volumes that a container mounts. */
export function readVolumeMounts(container: unknown, podSpec: unknown): readonly VolumeMount[] {
  const onHost = new Set(
    objectsAt(podSpec, "volumes")
      .filter(({ hostPath }) => hostPath !== undefined)
      .map(({ name }) => name),
  );
  return objectsAt(container, "volumeMounts").map(({ name, mountPath }) => ({
    path: typeof mountPath === "string" ? withoutSlash(mountPath) : "",
    isHost: onHost.has(name),
  }));
}

/** A path without slashes at its end. */
export function withoutSlash(path: string): string {
  let { length } = path;
  while (path[length - 1] === "/") length--;
  return path.slice(0, length);
}
