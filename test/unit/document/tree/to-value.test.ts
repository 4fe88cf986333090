import { expect, it } from "vitest";
import { readDocument } from "../../../../src/document/parser/read-document.ts";

function evaluated(text: string) {
  const read = readDocument(text);
  return read.ok ? { ok: true, value: read.value } : { ok: false, problem: read.problems[0] };
}

/** Each row as kubectl 1.32 prints it, for `annotate --local -o json`. */
const RECORDED: readonly (readonly [text: string, value: unknown])[] = [
  ["", null],
  ["# nothing\n", null],
  ["---\n# nothing\n", null],
  ["q: 1\n...\nr: 2\n", { q: 1 }],
  ["q: 1\n...\n{{{ [\n", { q: 1 }],
  ["\uFEFFq: 1\n", { q: 1 }],
  // Scalars.
  ["q: |\n  a", { q: "a\n" }],
  ["q: |+\n  a\n\n", { q: "a\n\n" }],
  ["q: |-\n  a\n", { q: "a" }],
  ["q: |2\n    a\n", { q: "  a\n" }],
  ["q: >\n a\n\n b\n  c\n d\n", { q: "a\nb\n c\nd\n" }],
  ['q: "a\\\n   b"\n', { q: "ab" }],
  ["q: ''''\n", { q: "'" }],
  ["q: 'a'#c\n", { q: "a" }],
  ["q: a\n b\n", { q: "a b" }],
  ["q: #a\n", { q: null }],
  // Indented less than the `yaml` package accepts.
  ['q:\n  r: "a\nb"\n  s: 1\n', { q: { r: "a b", s: 1 } }],
  ["q:\n  r: [a,\nb]\n  s: 1\n", { q: { r: ["a", "b"], s: 1 } }],
  ["q:\n - {a: b,\nc: d}\n", { q: [{ a: "b", c: "d" }] }],
  ["q:\n  r: {\n  a: 1\n  }\n  s: 2\n", { q: { r: { a: 1 }, s: 2 } }],
  ["q: [\n#c ]\na]\n", { q: ["a"] }],
  ["q: [a,\n\tb]\n", { q: ["a", "b"] }],
  // Collections.
  ["q: {a, b}\n", { q: { a: null, b: null } }],
  ["q: [a: b, c]\n", { q: [{ a: "b" }, "c"] }],
  ["q: {a:1}\n", { q: { "a:1": null } }],
  ['q: {"a":1}\n', { q: { a: 1 } }],
  ["q: {u: http://x:80/}\n", { q: { u: "http://x:80/" } }],
  ["? q\n: b\n", { q: "b" }],
  ["? q\n", { q: null }],
  ["q: foo-{{x}}\n", { q: "foo-{{x}}" }],
  ['q: "{{x}}"\n', { q: "{{x}}" }],
  // Keys that are not text.
  [
    "{1: a, 1.5: b, true: c, yes: d, 0x10: e, 2001-01-01: f}",
    { "1": "a", "1.5": "b", true: "d", "16": "e", "2001-01-01": "f" },
  ],
  ["{9007199254740993: a}", { "9007199254740993": "a" }],
  ['{"": a}', { "": "a" }],
  // Tags.
  ["q: !!str 5\n", { q: "5" }],
  ['q: !!int "0x1F"\n', { q: 31 }],
  ['q: !!float "5.5"\n', { q: 5.5 }],
  ['q: !!bool "yes"\n', { q: true }],
  ['q: !!null ""\n', { q: null }],
  ["q: !!str\n", { q: "" }],
  ["q: ! yes\n", { q: "yes" }],
  ["q: !foo 5\n", { q: "5" }],
  ["q: !foo\n  a: b\n", { q: { a: "b" } }],
  ["q: !!set {a, b}\n", { q: { a: null, b: null } }],
  // The last of two equal keys.
  ['q: {a: 1, "a": 2}\n', { q: { a: 2 } }],
  ["q: {a: {b: 1}, a: {c: 2}}\n", { q: { a: { c: 2 } } }],
  // Anchors.
  ["q: &x\nr: *x\n", { q: null, r: null }],
  ["q: &x !!str a\nr: *x\n", { q: "a", r: "a" }],
  ["&m q: a\nr: *m\n", { q: "a", r: "q" }],
  ["q: {a: &x 1, b: *x , *x : 4}\n", { q: { "1": 4, a: 1, b: 1 } }],
  ["a: &x 1\nb: *x\nc: &x 2\nd: *x\n", { a: 1, b: 1, c: 2, d: 2 }],
  // Merges: they override keys above, and are overridden by keys below; the first of several wins.
  ["q: {<<: {b: 1}, b: 2}\n", { q: { b: 2 } }],
  ["q: {b: 2, <<: {b: 1}}\n", { q: { b: 1 } }],
  ['q: {"<<": {a: 1}, b: 2}\n', { q: { "<<": { a: 1 }, b: 2 } }],
  ["q: {!!merge <<: {a: 1}, b: 2}\n", { q: { a: 1, b: 2 } }],
  ["q: {!!str <<: {a: 1}, b: 2}\n", { q: { "<<": { a: 1 }, b: 2 } }],
  [
    "a: &a {b: 1}\nc: &c {b: 2, d: 3}\nq: {b: 0, <<: [*a, *c]}\nr: {<<: *a, <<: *c}\n",
    { a: { b: 1 }, c: { b: 2, d: 3 }, q: { b: 1, d: 3 }, r: { b: 2, d: 3 } },
  ],
  ["a: &a {b: 2, <<: {b: 1}}\nq: {<<: *a, d: 4}\n", { a: { b: 1 }, q: { b: 1, d: 4 } }],
];

it.each(RECORDED)("toValue reads %j as kubectl does", (text, value) => {
  expect(evaluated(text)).toEqual({ ok: true, value });
});

it("toValue reads __proto__ as data", () => {
  const text = 'a: {__proto__: {b: 1}}\nc: {<<: {"__proto__": 2}}\n';
  const read = evaluated(text);
  const { value } = read as { value: Record<string, object> };
  expect(Object.getPrototypeOf(value["a"])).toBe(Object.prototype);
  expect(JSON.stringify(value)).toBe('{"a":{"__proto__":{"b":1}},"c":{"__proto__":2}}');
});

it("toValue shares the value of an alias", () => {
  const read = evaluated("a: &a {b: [1]}\nc: *a\n");
  const { value } = read as { value: Record<string, object> };
  expect(value["c"]).toBe(value["a"]);
});

it.each([
  ["a: 1\nq:\n  <<: 5\n", 10],
  ["a: &a [{b: 1}]\nq: {<<: *a}\n", 19],
  ["q: {<<: [[{a: 1}]]}\n", 4],
  ["q: {<<: }\n", 4],
])("toValue refuses a merge of anything but maps: %j", (text, offset) => {
  expect(evaluated(text)).toEqual({
    ok: false,
    problem: {
      code: "yaml/alias",
      offset,
      message: "<< must be a map or a list of maps",
      hint: "quote it if it is text",
    },
  });
});

it.each([
  ["lists", (below: string) => `[${Array(10).fill(`*${below}`).join(", ")}]`],
  ["merges", (below: string) => `{<<: [${Array(10).fill(`*${below}`).join(", ")}]}`],
])("toValue ends at once where aliases multiply: %s", (_, level) => {
  const lines = ["a0: &a0 {x: 1}"];
  for (let depth = 1; depth < 30; depth++) {
    lines.push(`a${depth}: &a${depth} ${level(`a${depth - 1}`)}`);
  }
  expect(evaluated(lines.join("\n"))).toMatchObject({
    ok: false,
    problem: { code: "yaml/alias", offset: 0 },
  });
});
