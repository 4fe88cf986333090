import type { FieldPath } from "../core/field-path.ts";
import { setOwn } from "../core/set-own.ts";
import type { Edit } from "./edit.ts";

type Node = Record<string | number, unknown>;

/**
 * Renders edits onto an object by copy-on-write: what lies on the way to an edit is copied once,
 * everything else is shared.
 */
export function applyEdits<T>(object: T, edits: readonly Edit[]): T {
  const root = shallowCopy(object as object) as Node;
  // The copies on the way to the last edit, the root first; `steps` lead from one to the next.
  const copies: Node[] = [root];
  let steps: FieldPath = [];
  for (let next = 0; next < edits.length; next++) {
    const edit = edits[next] as Edit;
    const { path } = edit;
    const last = path.length - 1;
    let depth = 0;
    while (depth < last && depth < copies.length - 1 && path[depth] === steps[depth]) depth++;
    copies.length = depth + 1;
    for (; depth < last; depth++) {
      const parent = copies[depth] as Node;
      const step = path[depth] as string | number;
      const copy = shallowCopy(parent[step] as object) as Node;
      setOwn(parent, step, copy);
      copies.push(copy);
    }
    steps = path;
    const parent = copies[last] as Node;
    const step = path[last] as string | number;
    if (edit.op !== "remove") setOwn(parent, step, edit.value);
    else next += removeItems(parent as unknown as unknown[], edits, next) - 1;
  }
  return root as T;
}

/**
 * Removes the items of one array that a run of edits removes, and answers how many those are. All
 * at once: one by one would move the rest of a long list each time.
 */
function removeItems(list: unknown[], edits: readonly Edit[], from: number): number {
  const { path } = edits[from] as Edit;
  const removed = new Set<number>();
  for (let next = from; next < edits.length; next++) {
    const edit = edits[next] as Edit;
    if (edit.op !== "remove" || !isSibling(edit.path, path)) break;
    removed.add(edit.path.at(-1) as number);
  }
  let kept = 0;
  for (let index = 0; index < list.length; index++) {
    if (!removed.has(index)) list[kept++] = list[index];
  }
  list.length = kept;
  return removed.size;
}

function isSibling(a: FieldPath, b: FieldPath): boolean {
  if (a.length !== b.length) return false;
  for (let depth = 0; depth < a.length - 1; depth++) if (a[depth] !== b[depth]) return false;
  return true;
}

/** A copy one level deep that keeps the prototype, the order of keys and keys named `__proto__`. */
function shallowCopy(value: object): object {
  if (Array.isArray(value)) return value.slice();
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype) return { ...value };
  const copy: object = Object.create(prototype as object | null);
  for (const key of Reflect.ownKeys(value)) {
    const own = Object.getOwnPropertyDescriptor(value, key) as PropertyDescriptor;
    // A frozen input must not give a frozen copy, nor a setter a way back into the original.
    Object.defineProperty(copy, key, {
      value: (value as Record<PropertyKey, unknown>)[key],
      writable: true,
      enumerable: own.enumerable ?? false,
      configurable: true,
    });
  }
  return copy;
}
