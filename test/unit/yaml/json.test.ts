import { type DocumentReader, injectYaml } from "kube-mps/yaml";
import { describe, expect, it } from "vitest";
import {
  deployment,
  gpuContainer,
  list,
  plainContainer,
  pod,
  THREADS,
} from "../../helpers/manifests.ts";

const CONFIG = { activeThreadPercentage: 50 };
const ENV = [{ name: THREADS, value: "50" }];
const OTHER = { name: "A", value: "b" };

/** What injection makes of a text, which must go by the scanner. */
function inject(text: string): string {
  const readers: DocumentReader[] = [];
  const result = injectYaml(text, CONFIG, { onRead: (reader) => readers.push(reader) });
  expect(readers).not.toContain("yaml");
  return result.ok ? result.value.text : JSON.stringify(result.issues);
}

/** Objects with a GPU, before and after: variables stand before the resources. */
function pairs(): [name: string, before: unknown, after: unknown][] {
  const { name, resources } = gpuContainer();
  const bare = { name, env: ENV, resources };
  const filled = { name, env: [OTHER], resources };
  const more = { name, env: [OTHER, ...ENV], resources };
  return [
    ["a Pod", pod(gpuContainer()), pod(bare)],
    ["a Deployment with variables", deployment(filled), deployment(more)],
    [
      "a List",
      list(pod(gpuContainer()), pod(plainContainer()), deployment(filled)),
      list(pod(bare), pod(plainContainer()), deployment(more)),
    ],
  ];
}

describe.each(pairs())("%s as JSON keeps its formatting", (_, before, after) => {
  it.each<[string, string | number | undefined]>([
    ["compact", undefined],
    ["indented by two", 2],
    ["indented by four", 4],
    ["indented by one", 1],
    ["indented by tabs", "\t"],
  ])("%s", (_, indent) => {
    const [text, wanted] = [before, after].map((value) => JSON.stringify(value, null, indent));
    expect(inject(text as string)).toBe(wanted);
    expect(inject(wanted as string)).toBe(wanted);
  });

  it.each<[string, (text: string) => string]>([
    ["a byte order mark", (text) => `\uFEFF${text}`],
    ["CRLF", (text) => text.replaceAll("\n", "\r\n")],
    ["blanks around it", (text) => `\n \t${text}\n\n`],
    ["a separator above", (text) => `---\n${text}\n`],
  ])("%s", (_, framed) => {
    const [text, wanted] = [before, after].map((value) => framed(JSON.stringify(value, null, 2)));
    expect(inject(text as string)).toBe(wanted);
  });
});

it("injects lines of JSON, and objects on one line, each by itself", () => {
  const [before, after] = [0, 1].map((which) =>
    pairs().map(([, ...values]) => JSON.stringify(values[which])),
  );
  for (const between of ["\n", "\r\n", "", " ", "\n\n"]) {
    expect(inject((before ?? []).join(between))).toBe((after ?? []).join(between));
  }
});

it("writes what is written with blanks behind colons and commas alike", () => {
  const text =
    '{"kind": "Pod", "apiVersion": "v1", "spec": {"containers": [{"name": "a", "resources": {"limits": {"nvidia.com/gpu": 1}}}]}}';
  expect(inject(text)).toBe(
    text.replace('"resources"', `"env": [{"name": "${THREADS}", "value": "50"}], "resources"`),
  );
});
