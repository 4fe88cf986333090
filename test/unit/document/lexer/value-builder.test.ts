import { describe, expect, it } from "vitest";
import { DocumentLexer } from "../../../../src/document/lexer/document-lexer.ts";
import {
  ALL,
  NOTHING,
  OBJECT,
  type Projection,
} from "../../../../src/document/lexer/projection.ts";

const IDENTITY = "apiVersion: v1\nkind: Pod\n";

/** The value of an object whose fields after its kind are projected. */
function projected(text: string, projection: Projection): unknown {
  const reading = new DocumentLexer(() => projection).read(IDENTITY + text);
  if (!reading?.ok) return undefined;
  const { apiVersion: _, kind: __, ...rest } = reading.value as Record<string, unknown>;
  return rest;
}

function keys(projections: Record<string, Projection>): Projection {
  return {
    ...NOTHING,
    keys: Object.entries(projections).map(([key, projection]) => ({ key, projection })),
  };
}

const TEXT = "a: {x: 1}\nb:\n- k: 2\n- k: 3\nc:\n  z: 4\n";

describe("ValueBuilder", () => {
  it("builds everything", () => {
    expect(projected(TEXT, ALL)).toEqual({ a: { x: 1 }, b: [{ k: 2 }, { k: 3 }], c: { z: 4 } });
  });

  it("builds nothing but the type of a node", () => {
    expect(projected(TEXT, NOTHING)).toEqual({});
    expect(projected(TEXT, { ...NOTHING, values: NOTHING })).toEqual({
      a: { x: 1 },
      b: [null, null],
      c: {},
    });
  });

  it("builds the keys that are needed", () => {
    expect(projected(TEXT, keys({ c: ALL, b: NOTHING }))).toEqual({ b: [null, null], c: { z: 4 } });
  });

  it("builds the items that are needed", () => {
    expect(projected(TEXT, keys({ b: { ...NOTHING, items: keys({ k: ALL }) } }))).toEqual({
      b: [{ k: 2 }, { k: 3 }],
    });
  });

  it("builds other values if no key is named", () => {
    expect(projected(TEXT, { ...keys({ c: NOTHING }), values: ALL })).toEqual({
      a: { x: 1 },
      b: [{ k: 2 }, { k: 3 }],
      c: {},
    });
  });

  it("skips maps whose name cannot contain any of some texts", () => {
    const names = "b:\n- name: CUDA_A\n  v: 1\n- name: A\n  v: 2\n- v: 3\n- name: MY_GPU\n  v: 6\n";
    const escaped = '- name: "\\u0043UDA"\n  v: 4\n- name: |\n    CUDA\n  v: 5\n';
    const named = { ...NOTHING, named: ["CUDA", "GPU"] };
    expect(projected(names + escaped, keys({ b: { ...NOTHING, items: named } }))).toEqual({
      b: [
        { name: "CUDA_A", v: 1 },
        {},
        {},
        { name: "MY_GPU", v: 6 },
        { name: "CUDA", v: 4 },
        { name: "CUDA\n", v: 5 },
      ],
    });
  });

  it("builds all of a map in place of a list of named maps", () => {
    const named = { ...NOTHING, items: { ...NOTHING, named: ["CUDA"] } };
    expect(projected("b:\n  name: A\n", keys({ b: named }))).toEqual({ b: { name: "A" } });
  });

  it("asks for the projection of an inner object by its own kind", () => {
    const asked: unknown[] = [];
    const lexer = new DocumentLexer((apiVersion, kind) => {
      asked.push([apiVersion, kind]);
      return kind === "List" ? keys({ items: { ...NOTHING, items: OBJECT } }) : keys({ spec: ALL });
    });
    const item = "  - status: {}\n    apiVersion: v1\n    kind: Pod\n    spec: 1\n    other: 2\n";
    const reading = lexer.read(`apiVersion: v1\nkind: List\nitems:\n${item}`);
    expect(reading).toMatchObject({
      // Everything is needed until the kind is known.
      value: { items: [{ status: {}, apiVersion: "v1", kind: "Pod", spec: 1 }] },
    });
    expect(JSON.stringify(reading?.ok && reading.value)).not.toContain("other");
    expect(asked).toEqual([
      ["v1", "List"],
      ["v1", "Pod"],
    ]);
  });

  it.each([
    ["a second kind", "kind: Job\n"],
    ["an apiVersion that is null", "b: 1\n"],
  ])("leaves %s to the yaml package", (_, text) => {
    const head = text.startsWith("kind") ? IDENTITY : "apiVersion:\nkind: Pod\n";
    expect(new DocumentLexer(() => ALL).read(head + text)).toBeUndefined();
  });

  it("leaves a folded scalar to the yaml package only if it is needed", () => {
    const text = "a: x\n  y\nb: 1\n";
    expect(projected(text, keys({ b: ALL }))).toEqual({ b: 1 });
    expect(projected(text, ALL)).toBeUndefined();
  });

  it("takes __proto__ for the data it is", () => {
    const value = projected("a:\n  __proto__: {b: 1}\n", ALL) as { a: object };
    expect(Object.getPrototypeOf(value.a)).toBe(Object.prototype);
    expect(Object.keys(value.a)).toEqual(["__proto__"]);
  });
});
