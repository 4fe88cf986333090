import type { MpsConfig } from "../../limits/mps-config.ts";
import type { FieldPath } from "../../result/field-path.ts";
import type { Issue } from "../../result/issue.ts";
import { received } from "../../result/received.ts";
import type { UnknownObject } from "../../result/unknown-object.ts";
import type { Dialect, Loss } from "../rendering.ts";

/** What was read of one dialect, unchecked. */
export interface Draft {
  readonly dialect: Dialect;
  /** Whose limits they are: a container, or a server of MPS. */
  readonly name?: string | undefined;
  /** By field of a config: the value as a config would have it, and where it was. */
  readonly fields: Readonly<Partial<Record<keyof MpsConfig, DraftField>>>;
  readonly losses: readonly Loss[];
  readonly issues?: readonly Issue[];
  readonly warnings?: readonly Issue[];
}

/** A limit as it was found. */
export interface DraftField {
  readonly value: unknown;
  readonly path: FieldPath;
}

/** A loss of something that a config cannot hold, or not in full. */
export function unsaid(field: string, path: FieldPath, asked: unknown): Loss {
  return { path, field, kind: "unsupported", asked: shown(asked) };
}

/** What was found, as a loss shows it. */
export function shown(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? `${value}` : received(value);
}

/** A name, if it is one. */
export function nameOf(object: UnknownObject): string | undefined {
  return typeof object["name"] === "string" ? object["name"] : undefined;
}

/** A share of a card, in bytes, if the card's memory is known; or its loss. */
export function shareOf(
  bytes: number | undefined,
  path: FieldPath,
  asked: string,
): Pick<Draft, "fields" | "losses"> {
  const field = "pinnedDeviceMemoryLimit";
  return bytes === undefined
    ? { fields: {}, losses: [unsaid(field, path, asked)] }
    : { fields: { [field]: { value: bytes, path } }, losses: [] };
}
