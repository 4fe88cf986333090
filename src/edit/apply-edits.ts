import type { FieldPath } from "../result/field-path.ts";
import type { Edit } from "./edit.ts";
import { setOwn } from "./set-own.ts";

type Node = Record<string | number, unknown>;

/**
 * Renders edits onto an object by copy-on-write: what is on the way to an edit is copied once,
 * everything else is shared.
 */
export function applyEdits<T>(object: T, edits: readonly Edit[]): T {
  return edited(object as object, edits, 0, edits.length, 0) as T;
}

/** A copy of what is `depth` steps down, with a run of edits that are all within it. */
function edited(
  value: object,
  edits: readonly Edit[],
  from: number,
  to: number,
  depth: number,
): object {
  const copy = shallowCopy(value, depth) as Node;
  let next = from;
  while (next < to) {
    const edit = edits[next] as Edit;
    const step = edit.path[depth] as string | number;
    const first = next;
    if (edit.path.length > depth + 1) {
      while (++next < to && goesThrough((edits[next] as Edit).path, depth, step));
      setOwn(copy, step, edited(copy[step] as object, edits, first, next, depth + 1));
    } else if (edit.op === "remove" && !Array.isArray(copy)) {
      delete copy[step];
      next++;
    } else if (edit.op === "remove") {
      next += removeItems(copy as unknown as unknown[], edits, first, to, depth);
    } else {
      setOwn(copy, step, edit.value);
      next++;
    }
  }
  return copy;
}

/** Whether a path takes a step and does not end with it. */
function goesThrough(path: FieldPath, depth: number, step: string | number): boolean {
  return path.length > depth + 1 && path[depth] === step;
}

/**
 * Removes the items of one array that a run of edits begins with removing, and returns their number.
 * All at once: one by one would move the rest of a long list each time.
 */
function removeItems(
  list: unknown[],
  edits: readonly Edit[],
  from: number,
  to: number,
  depth: number,
): number {
  const removed = new Set<unknown>();
  for (let next = from; next < to; next++) {
    const { op, path } = edits[next] as Edit;
    if (op !== "remove" || path.length > depth + 1) break;
    removed.add(path[depth]);
  }
  let kept = 0;
  for (let index = 0; index < list.length; index++) {
    if (!removed.has(index)) list[kept++] = list[index];
  }
  list.length = kept;
  return removed.size;
}

type Copy = (value: object) => object;

/**
 * One spread for each level of a pod template: one that sees the few shapes of its level takes three
 * quarters of the time of one that sees all. Bench objects, "as an API server gives it back".
 */
const COPIES: readonly Copy[] = [
  (root) => ({ ...root }),
  (spec) => ({ ...spec }),
  (template) => ({ ...template }),
  (podSpec) => ({ ...podSpec }),
];

const copyDeeper: Copy = (value) => ({ ...value });

/** A copy one level deep that keeps the prototype, the order of keys and keys named `__proto__`. */
function shallowCopy(value: object, depth: number): object {
  if (Array.isArray(value)) return value.slice();
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype) return (COPIES[depth] ?? copyDeeper)(value);
  const copy: object = Object.create(prototype as object | null);
  for (const key of Reflect.ownKeys(value)) {
    const own = Object.getOwnPropertyDescriptor(value, key) as { readonly enumerable: boolean };
    // A frozen input must not give a frozen copy, nor a setter a way back into the original.
    Object.defineProperty(copy, key, {
      value: (value as Record<PropertyKey, unknown>)[key],
      writable: true,
      enumerable: own.enumerable,
      configurable: true,
    });
  }
  return copy;
}
