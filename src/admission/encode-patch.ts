import type { JsonPatchOperation } from "../edit/to-json-patch.ts";

const BEYOND_ASCII = /[\u0080-\uFFFF]/g;

/** Part of every runtime, but not of the types of ECMAScript. */
interface Runtime {
  btoa(binary: string): string;
}

/**
 * Encodes a JSON Patch in base64. Characters beyond ASCII are escaped in the JSON, so that there is no
 * UTF-8 to encode.
 */
export function encodePatch(patch: readonly JsonPatchOperation[]): string {
  const text = JSON.stringify(patch).replace(BEYOND_ASCII, escapeCharacter);
  return (globalThis as unknown as Runtime).btoa(text);
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
