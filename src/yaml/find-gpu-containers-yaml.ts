import { describeContainers } from "../find/find-gpu-containers.ts";
import type { GpuContainer } from "../find/gpu-container.ts";
import { type Settings, settingsWith } from "../options/compile-options.ts";
import { YAML_OPTIONS, type YamlOptions } from "../options/yaml-options.ts";
import type { Position } from "../result/issue.ts";
import { NONE } from "../result/none.ts";
import { failure, type Result } from "../result/result.ts";
import { isObject } from "../result/unknown-object.ts";
import { unreadable } from "../result/unreadable.ts";
import { notText } from "./inject-yaml.ts";
import { warningsOf } from "./text-editor.ts";
import { TextIssues } from "./text-issues.ts";
import { type DocumentContent, TextReader } from "./text-reader.ts";

/** A GPU container and its position in the text. */
export interface LocatedContainer extends GpuContainer {
  readonly position: Position;
}

/** The GPU containers of one document. */
export interface DocumentContainers {
  /** Its index in the text, from 0. */
  readonly index: number;
  /** Where its content begins, from 1. */
  readonly line: number;
  readonly containers: readonly LocatedContainer[];
}

/**
 * `findGpuContainers` for a YAML or JSON text of any number of documents, each of which is listed.
 *
 * Issues: those of `findGpuContainers`, and `yaml/*`, with their position in the text; under
 * `onInvalidDocument: "keep"` they are warnings. Never throws.
 *
 * @example
 * ```ts
 * for (const { containers } of unwrap(findGpuContainersYaml(text))) {
 *   for (const { name, position } of containers) console.log(`line ${position.line}: ${name}`);
 * }
 * ```
 */
export function findGpuContainersYaml(
  text: string,
  options?: YamlOptions,
): Result<readonly DocumentContainers[]> {
  try {
    const read = settingsWith(options, YAML_OPTIONS);
    if (!read.ok) return read;
    if (typeof text !== "string") return failure([notText(text)]);
    const { own } = read.value;
    const settings = { ...read.value.settings, readsShapes: false };
    const issues = new TextIssues(own);
    const documents: DocumentContainers[] = [];
    for (const { index, line, content } of new TextReader(settings, own, true).read(text)) {
      const containers = content === undefined ? NONE : containersIn(content, settings, issues);
      documents.push({ index, line, containers });
    }
    return issues.resultOf(documents);
  } catch (error) {
    return unreadable(error);
  }
}

function containersIn(
  content: DocumentContent,
  settings: Settings,
  issues: TextIssues,
): readonly LocatedContainer[] {
  const { reading } = content;
  if (!reading.ok) {
    issues.add(reading.problems.map(content.issueOf), NONE);
    return NONE;
  }
  if (!isObject(reading.value)) return NONE;
  const found = describeContainers(reading.value, settings);
  const odd = warningsOf(reading, found.containers);
  const warnings = [...odd.map(content.issueOf), ...found.warnings.map(content.located)];
  issues.add(found.issues.map(content.located), warnings);
  return found.containers.map((container) => ({
    ...container,
    position: content.positionOf(container.path),
  }));
}
