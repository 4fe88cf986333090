import { type DocumentReader, injectYaml, type YamlOptions } from "kube-mps/yaml";
import { describe, expect, it } from "vitest";
import { readOptions } from "../../../src/options/option.ts";
import { YAML_OPTIONS } from "../../../src/options/yaml-options.ts";

describe("the options of YAML", () => {
  it("have defaults", () => {
    expect(readOptions({}, YAML_OPTIONS)).toEqual({
      ok: true,
      value: { onInvalidDocument: "error", maxDocumentLength: 134_217_728, onRead: undefined },
      warnings: [],
    });
  });

  it("are kept as given", () => {
    const onRead = (_reader: DocumentReader) => {};
    const options = { onInvalidDocument: "keep", maxDocumentLength: 1, onRead } as const;
    expect(readOptions(options, YAML_OPTIONS)).toEqual({ ok: true, value: options, warnings: [] });
  });

  it.each<[options: object, path: string, message: string]>([
    [{ onInvalidDocument: "skip" }, "onInvalidDocument", "must be one of error, keep"],
    ...[0, -1, 1.5, "10", Number.NaN, 2 ** 53, null].map(
      (maxDocumentLength): [object, string, string] => [
        { maxDocumentLength },
        "maxDocumentLength",
        "must be a whole number of UTF-16 units",
      ],
    ),
    [{ onRead: "log" }, "onRead", "must be a function"],
    [{ onRead: null }, "onRead", "must be a function"],
  ])("are rejected in %j", (options, path, message) => {
    expect(injectYaml("", null, options as YamlOptions)).toMatchObject({
      ok: false,
      issues: [{ code: "options/value", path: [path], message }],
    });
  });

  it("are reported together with those of the core", () => {
    const options = { onRead: 1, onConflict: "overwrite", onReed: 1 } as object;
    const result = injectYaml("", null, options);
    expect(result.ok ? [] : result.issues.map(({ code, path }) => [code, ...path])).toEqual([
      ["options/unknown-key", "onReed"],
      ["options/value", "onConflict"],
      ["options/value", "onRead"],
    ]);
  });
});
