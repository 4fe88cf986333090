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
  let steps: readonly (string | number)[] = [];
  for (const edit of edits) {
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
    apply(copies[last] as Node, path[last] as string | number, edit);
    steps = path;
  }
  return root as T;
}

function apply(parent: Node, step: string | number, edit: Edit): void {
  if (edit.op !== "remove") setOwn(parent, step, edit.value);
  else if (Array.isArray(parent)) parent.splice(step as number, 1);
  else delete parent[step];
}

/** Plain assignment, but for the one key whose setter would change the prototype instead. */
function setOwn(target: Node, key: string | number, value: unknown): void {
  if (key === "__proto__") {
    Object.defineProperty(target, key, {
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    });
  } else {
    target[key] = value;
  }
}

/** A copy one level deep that keeps the prototype, the order of keys and keys named `__proto__`. */
function shallowCopy(value: object): object {
  if (Array.isArray(value)) return value.slice();
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype) return { ...value };
  const copy: object = Object.create(prototype as object | null);
  for (const key of Reflect.ownKeys(value)) {
    const own = Object.getOwnPropertyDescriptor(value, key) as PropertyDescriptor;
    // A frozen input must not give a frozen copy.
    if ("value" in own) own.writable = true;
    own.configurable = true;
    Object.defineProperty(copy, key, own);
  }
  return copy;
}
