import { runInNewContext } from "node:vm";
import { unwrap } from "kube-mps";
import { injectYaml } from "kube-mps/yaml";

type Parameters = [config: object, options?: object];

/** A `diff` block, whose first line is the call that turns `before` into `after`. */
export interface DiffSnippet {
  readonly before: string;
  readonly after: string;
  readonly parameters: Parameters;
}

export function readDiff(text: string): DiffSnippet {
  const [heading = "", ...lines] = text.trimEnd().split("\n");
  const call = /^# injectYaml\(text, (.*)\)$/.exec(heading);
  if (call === null)
    throw new Error("a diff must begin with `# injectYaml(text, config, options)`");
  const side = (marks: string) =>
    lines
      .filter((line) => line === "" || marks.includes(line.charAt(0)))
      .map((line) => `${line.slice(1)}\n`)
      .join("");
  return {
    before: side(" -"),
    after: side(" +"),
    parameters: runInNewContext(`[${call[1]}]`) as Parameters,
  };
}

export function runDiff({ before, parameters: [config, options] }: DiffSnippet): string {
  return unwrap(injectYaml(before, config, options)).text;
}
