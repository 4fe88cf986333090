import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { globSync } from "tinyglobby";
import ts from "typescript";
import { describe, expect, it } from "vitest";

/** The folders of `src` that `test/unit` mirrors: the test of `a/b.ts` is `a/b.test.ts`. */
const FOLDERS = [
  "result",
  "edit",
  "kubernetes",
  "options",
  "limits",
  "find",
  "resolve",
  "plan",
  "policy",
  "document",
  "yaml",
  "admission",
  "explain",
  "capacity",
  "dialects",
];

/** Rows of the table of kinds, in functions so that bundlers can drop them: data all the same. */
const TABLES = "kubernetes/kinds/table/";

/** Sources that are tested through another, and the test of that source, which imports them. */
const HELD_BY: Readonly<Record<string, string>> = {
  "capacity/card.ts": "capacity/pack-demands.test.ts",
  "capacity/check-packing-input.ts": "capacity/pack-demands.test.ts",
  "capacity/obstacles.ts": "capacity/pack-demands.test.ts",
  "capacity/read-fields.ts": "capacity/pack-demands.test.ts",
  "document/document-reading.ts": "document/parser/read-document.test.ts",
  "document/lexer/byte-classes.ts": "document/lexer/document-bytes.test.ts",
  "document/lexer/lines.ts": "document/lexer/token-reader.test.ts",
  "document/lexer/open-collections.ts": "document/lexer/token-reader.test.ts",
  "document/lexer/token-table.ts": "document/lexer/token-reader.test.ts",
  "document/lexer/value-kind.ts": "document/lexer/token-reader.test.ts",
  "document/parser/cursor.ts": "document/parser/read-document.test.ts",
  "document/parser/node-parser.ts": "document/parser/read-document.test.ts",
  "document/parser/scan-block-scalar.ts": "document/parser/token-scanner.test.ts",
  "document/parser/scan-scalar.ts": "document/parser/token-scanner.test.ts",
  "document/parser/scan-tag.ts": "document/parser/token-scanner.test.ts",
  "document/splice/append-items.ts": "document/splice/splice-edits.test.ts",
  "document/splice/insert-entries.ts": "document/splice/splice-edits.test.ts",
  "document/splice/replace-item.ts": "document/splice/splice-edits.test.ts",
  "document/splice/replace-value.ts": "document/splice/splice-edits.test.ts",
  "document/tree/yaml-problem.ts": "document/tree/to-value.test.ts",
  "explain/finding.ts": "explain/diagnose.test.ts",
  "explain/new-reason.ts": "explain/explain-limits.test.ts",
  "explain/process-findings.ts": "explain/diagnose.test.ts",
  "explain/server-findings.ts": "explain/diagnose.test.ts",
  "admission/policies/expressions.ts": "admission/policies/to-mutating-admission-policy.test.ts",
  "admission/policies/policy-options.ts": "admission/policies/to-mutating-admission-policy.test.ts",
  "dialects/differences.ts": "dialects/to-device-plugin-config.test.ts",
  "dialects/loss-issue.ts": "dialects/from-dialect.test.ts",
  "dialects/readers/draft.ts": "dialects/from-dialect.test.ts",
  "dialects/write.ts": "dialects/to-device-plugin-config.test.ts",
  "find/workload-issues.ts": "find/find-containers.test.ts",
  "kubernetes/kinds/crds/crd-schemas.ts": "kubernetes/kinds/crds/kinds-from-crds.test.ts",
  "kubernetes/kinds/crds/merged-row.ts": "kubernetes/kinds/crds/kinds-from-crds.test.ts",
  "kubernetes/kinds/crds/place-collector.ts": "kubernetes/kinds/crds/kinds-from-crds.test.ts",
  "kubernetes/kinds/crds/schema-places.ts": "kubernetes/kinds/crds/kinds-from-crds.test.ts",
  "kubernetes/kinds/built-in-kinds.ts": "kubernetes/kinds/kind-index.test.ts",
  "limits/mps-config-record.ts": "limits/check-config.test.ts",
  "limits/out-of-range.ts": "limits/to-env.test.ts",
  "limits/validated-config.ts": "limits/check-config.test.ts",
  "plan/env-conflict.ts": "plan/plan-env.test.ts",
  "plan/limits-problems.ts": "plan/container-planner.test.ts",
  "plan/plan-removal.ts": "plan/uninject-gpu-config.test.ts",
  "plan/render-object.ts": "plan/inject-gpu-config.test.ts",
  "policy/check-limits.ts": "policy/check-policy.test.ts",
  "policy/compiled-policy.ts": "policy/compile-policies.test.ts",
  "policy/contradicting-policies.ts": "policy/compile-policies.test.ts",
  "policy/field-limit.ts": "policy/decide-limits.test.ts",
  "policy/hold-limit.ts": "policy/decide-limits.test.ts",
  "policy/match-policy.ts": "policy/policy-index.test.ts",
  "policy/policy-issue.ts": "policy/check-policy.test.ts",
  "policy/policy-rules.ts": "policy/decide-limits.test.ts",
  "policy/policy-schema.ts": "policy/check-policy.test.ts",
  "resolve/ask-limits.ts": "resolve/limits-resolver.test.ts",
  "resolve/count-devices.ts": "resolve/limits-resolver.test.ts",
  "resolve/requested-paths.ts": "resolve/annotation-limits.test.ts",
  "result/result.ts": "result/unreadable.test.ts",
  "yaml/text-editor.ts": "yaml/inject-yaml.test.ts",
};

const SOURCES = fileURLToPath(new URL("../../src/", import.meta.url));
const TESTS = fileURLToPath(new URL(".", import.meta.url));

const tests = filesIn(TESTS).filter((path) => path.endsWith(".test.ts"));
const tested = filesIn(SOURCES).filter((path) => !path.startsWith(TABLES) && isCode(parse(path)));

function filesIn(root: string): string[] {
  const patterns = FOLDERS.map((folder) => `${folder}/**/*.ts`);
  return globSync(patterns, { cwd: root }).sort();
}

function parse(source: string): ts.SourceFile {
  const text = readFileSync(SOURCES + source, "utf8");
  return ts.createSourceFile(source, text, ts.ScriptTarget.Latest);
}

/** Whether a file exports a run-time value and has a function: other files are types and tables. */
function isCode(file: ts.SourceFile): boolean {
  return file.statements.some(isValueExport) && hasFunction(file);
}

function isValueExport(statement: ts.Statement): boolean {
  const isValue =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isVariableStatement(statement);
  return (
    isValue &&
    statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true
  );
}

function hasFunction(node: ts.Node): boolean {
  if (ts.isFunctionLike(node) && "body" in node && node.body !== undefined) return true;
  return ts.forEachChild(node, hasFunction) ?? false;
}

/** The sources that a source imports. */
function importsOf(source: string): string[] {
  return parse(source)
    .statements.filter(ts.isImportDeclaration)
    .map(({ moduleSpecifier }) => (moduleSpecifier as ts.StringLiteral).text)
    .filter((path) => path.startsWith("."))
    .map((path) => relative(SOURCES, join(SOURCES, dirname(source), path)));
}

function testOf(source: string): string {
  return source.replace(/\.ts$/, ".test.ts");
}

function sourceOf(test: string): string {
  return test.replace(/\.test\.ts$/, ".ts");
}

describe("the unit tests mirror the sources", () => {
  it.each(tested)(
    "src/%s has a test of its own, or is listed with the test that holds it",
    (source) => {
      const own = existsSync(TESTS + testOf(source));
      const listed = Object.hasOwn(HELD_BY, source);
      expect({ own, listed }).toEqual({ own: !listed, listed: !own });
    },
  );

  it.each(tests)("test/unit/%s is the test of a source", (test) => {
    expect(tested).toContain(sourceOf(test));
  });

  it.each(Object.entries(HELD_BY))(
    "src/%s is held by the test of a source that imports it, %s",
    (source, test) => {
      expect(tested).toContain(source);
      expect(tests).toContain(test);
      expect(importsOf(sourceOf(test))).toContain(source);
    },
  );
});
