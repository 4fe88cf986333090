/** Plain assignment, except for the one key whose setter would change the prototype instead. */
export function setOwn(target: object, key: string | number, value: unknown): void {
  if (typeof key === "number") {
    // Apart from the names, so that each store sees one sort of key: bench objects, "100 containers".
    (target as unknown[])[key] = value;
  } else if (key === "__proto__") {
    Object.defineProperty(target, key, {
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    });
  } else {
    (target as Record<string, unknown>)[key] = value;
  }
}
