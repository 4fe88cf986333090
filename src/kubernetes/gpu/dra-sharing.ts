import { isObject, type UnknownObject } from "../../result/unknown-object.ts";
import { nameOf, objectAt, objectsAt } from "../object-at.ts";
import { MIB } from "../quantity/mebibytes.ts";
import { parseMemory } from "../quantity/parse-memory.ts";

/** What a container asks for, and the objects that say how it gets it. */
export interface DraQuery {
  readonly container: UnknownObject;
  /** Names of the GPU resources that it requests. */
  readonly resources: readonly string[];
  /** Those of them that the device plugin of its node does not offer. */
  readonly notOffered: readonly string[];
  /** The pod spec that it is in. */
  readonly spec: UnknownObject;
  /** The `status` of the pod. */
  readonly status: UnknownObject;
  readonly namespace: string | undefined;
  /** Every DeviceClass there is, if they are known. */
  readonly deviceClasses: readonly UnknownObject[] | undefined;
  /** ResourceClaims and ResourceClaimTemplates, as far as they are known. */
  readonly resourceClaims: readonly UnknownObject[] | undefined;
}

/** What is known of a GPU that a DRA driver provides. */
export interface DraSharing {
  /** Whether MPS serves it; `"other-device"` if the claim is for something else. */
  readonly mps: boolean | "unknown" | "other-device";
  /** Of the daemon that the driver starts for the claim, in MiB, rounded down as the driver does. */
  readonly memoryMiB?: number;
  /** Of that daemon, a percentage. */
  readonly threads?: number;
}

const DRIVER = "gpu.nvidia.com";
const NVIDIA_CLASS = /^(?:gpu|mig)\.nvidia\.com$/;
const IMPLICIT_RESOURCE = "deviceclass.resource.kubernetes.io/";
const UNKNOWN: DraSharing = { mps: "unknown" };

/**
 * How a DRA driver provides the GPU of a container: for a claim, or for a resource that a device class
 * provides (KEP-5004). `undefined` if it does not.
 * Source: https://github.com/kubernetes-sigs/dra-driver-nvidia-gpu, api/nvidia.com/resource/v1beta1
 */
export function readDraSharing(query: DraQuery): DraSharing | undefined {
  const { container, resources, notOffered, status, deviceClasses } = query;
  const mapped = objectsAt(status, "extendedResourceClaimStatus", "requestMappings")
    .filter(({ containerName }) => containerName === container["name"])
    .map(({ resourceName }) => resourceName);
  const classOf = (resource: string): UnknownObject | undefined =>
    deviceClasses?.find((one) => provides(one, resource));
  const resource = resources.find(
    (name) =>
      name.startsWith(IMPLICIT_RESOURCE) ||
      mapped.includes(name) ||
      (notOffered.includes(name) && classOf(name) !== undefined),
  );
  if (resource !== undefined) {
    const found = classOf(resource);
    return found === undefined ? UNKNOWN : readConfigs(configsOf(found));
  }
  if (resources.length > 0) return undefined;
  const claims = objectsAt(container, "resources", "claims").map((use) => readClaim(use, query));
  const order: readonly DraSharing["mps"][] = [true, "unknown", false, "other-device"];
  return claims.sort((a, b) => order.indexOf(a.mps) - order.indexOf(b.mps))[0];
}

function provides(deviceClass: UnknownObject, resource: string): boolean {
  const { extendedResourceName } = objectAt(deviceClass, "spec");
  return extendedResourceName === resource || IMPLICIT_RESOURCE + nameOf(deviceClass) === resource;
}

function readClaim(use: UnknownObject, query: DraQuery): DraSharing {
  const claim = findClaim(use["name"], query);
  if (claim === undefined) return UNKNOWN;
  const drivers = objectsAt(claim, "status", "allocation", "devices", "results").map(
    ({ driver }) => driver,
  );
  if (drivers.length > 0 && !drivers.includes(DRIVER)) return { mps: "other-device" };
  const spec = objectAt(claim, "spec");
  const devices = objectAt(isTemplate(claim) ? spec["spec"] : spec, "devices");
  const isUsed = (request: unknown): boolean =>
    use["request"] === undefined || String(request).split("/")[0] === use["request"];
  const classNames = objectsAt(devices, "requests")
    .filter(({ name }) => isUsed(name))
    .flatMap((one) => [one, objectAt(one, "exactly"), ...objectsAt(one, "firstAvailable")])
    .map(({ deviceClassName }) => deviceClassName)
    .filter((name) => typeof name === "string");
  const classes = classNames.map((name) =>
    query.deviceClasses?.find((one) => nameOf(one) === name),
  );
  const own = objectsAt(devices, "config").filter(
    ({ requests }) => !Array.isArray(requests) || requests.length === 0 || requests.some(isUsed),
  );
  const read = readConfigs([...classes.flatMap(configsOf), ...own]);
  if (read.mps === true) return read;
  const isNvidia = drivers.length > 0 || classNames.some((name) => NVIDIA_CLASS.test(name));
  // A class that is not known may configure MPS, and one of another name may not be for a GPU.
  return isNvidia && !classes.includes(undefined) ? read : UNKNOWN;
}

/** The claim that a container's name for it means: its own, one made from a template, or the template. */
function findClaim(name: unknown, query: DraQuery): UnknownObject | undefined {
  const isMeant = (one: UnknownObject): boolean => one["name"] === name;
  const entry = objectsAt(query.spec, "resourceClaims").find(isMeant);
  const made = objectsAt(query.status, "resourceClaimStatuses").find(isMeant);
  const { namespace, resourceClaims = [] } = query;
  const isNear = (claim: UnknownObject): boolean => {
    const its = objectAt(claim, "metadata")["namespace"];
    return namespace === undefined || its === undefined || its === namespace;
  };
  const find = (its: unknown, template: boolean): UnknownObject | undefined =>
    typeof its === "string"
      ? resourceClaims.find(
          (claim) => nameOf(claim) === its && isTemplate(claim) === template && isNear(claim),
        )
      : undefined;
  return (
    find(made?.["resourceClaimName"], false) ??
    find(entry?.["resourceClaimName"], false) ??
    find(entry?.["resourceClaimTemplateName"], true)
  );
}

/** A ResourceClaimTemplate, rather than a ResourceClaim: items of lists may have no kind. */
function isTemplate(claim: UnknownObject): boolean {
  return isObject(objectAt(claim, "spec")["spec"]);
}

function configsOf(deviceClass: UnknownObject | undefined): readonly UnknownObject[] {
  return objectsAt(deviceClass, "spec", "config");
}

/** Of the configs for NVIDIA's driver, those of classes first, the last counts. */
function readConfigs(configs: readonly UnknownObject[]): DraSharing {
  const opaque = configs.map((one) => objectAt(one, "opaque"));
  const last = opaque.filter(({ driver }) => driver === DRIVER).at(-1);
  const sharing = objectAt(last, "parameters", "sharing");
  if (sharing["strategy"] !== "MPS") return { mps: false };
  const config = objectAt(sharing, "mpsConfig");
  const perDevice = Object.values(objectAt(config, "defaultPerDevicePinnedMemoryLimit"));
  // Their keys count UUIDs in sorted order, not the container's devices: several cannot be told apart.
  const memory = perDevice.length === 1 ? perDevice[0] : config["defaultPinnedDeviceMemoryLimit"];
  const bytes = parseMemory(memory);
  const threads = config["defaultActiveThreadPercentage"];
  return {
    mps: true,
    ...(typeof bytes === "bigint" && { memoryMiB: Number(bytes / BigInt(MIB)) }),
    ...(typeof threads === "number" && { threads }),
  };
}
