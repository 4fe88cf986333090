import { describe, expect, it } from "vitest";
import {
  type FlowStyle,
  flowEntryText,
  flowText,
} from "../../../../src/document/splice/flow-text.ts";

const YAML: FlowStyle = { quoted: false, colon: ": ", comma: ", ", padding: "" };
const PADDED: FlowStyle = { ...YAML, padding: " " };
const JSON_STYLE: FlowStyle = { quoted: true, colon: ": ", comma: ", ", padding: "" };
const COMPACT: FlowStyle = { quoted: true, colon: ":", comma: ",", padding: "" };

const VALUE = { name: "A", value: "1", more: [{}, [], null] };

describe("flow text", () => {
  it.each([
    [YAML, '{name: A, value: "1", more: [{}, [], null]}'],
    [PADDED, '{ name: A, value: "1", more: [{}, [], null] }'],
    [JSON_STYLE, '{"name": "A", "value": "1", "more": [{}, [], null]}'],
    [COMPACT, '{"name":"A","value":"1","more":[{},[],null]}'],
  ])("is on one line in the style %j", (style, expected) => {
    expect(flowText(VALUE, style)).toBe(expected);
  });

  it("has one item per line at all depths", () => {
    const lines = { indent: "  ", unit: "\t" };
    expect(flowText(VALUE, JSON_STYLE, lines)).toBe(
      '{\n  \t"name": "A",\n  \t"value": "1",\n  \t"more": [\n  \t\t{},\n  \t\t[],\n  \t\tnull\n  \t]\n  }',
    );
    expect(flowEntryText("a", [1], JSON_STYLE, lines)).toBe('"a": [\n  \t1\n  ]');
  });

  it("quotes keys that need it", () => {
    expect(flowText({ yes: 1, name: 2 }, YAML)).toBe('{"yes": 1, name: 2}');
  });
});
