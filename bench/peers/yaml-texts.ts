import { dump, loadAll } from "js-yaml";
import { type Document, parseAllDocuments } from "yaml";
import type { Deployment } from "../inputs/deployment.ts";
import { limitEntries } from "../inputs/limits.ts";
import { mutate } from "./cloning.ts";

/** The usual ways to change manifests in YAML. They report nothing. */
export const YAML_TEXTS: Readonly<Record<string, (text: string) => string>> = {
  // Edits nodes instead of plain objects: that keeps comments, and is faster.
  "yaml: parse, edit, stringify": (text) =>
    parseAllDocuments(text)
      .map((document) => {
        if (!("contents" in document)) return "";
        editDocument(document as Document);
        return document.toString(); // with its marker
      })
      .join(""),
  "js-yaml: load, mutate, dump": (text) =>
    (loadAll(text) as Deployment[])
      .map((object) => {
        for (const item of itemsOf(object)) mutate(item);
        return dump(object);
      })
      .join("---\n"),
};

/** The items of a List, or the object itself. */
export function itemsOf(object: unknown): readonly Deployment[] {
  const { items } = object as { items?: readonly Deployment[] };
  return items ?? [object as Deployment];
}

function editDocument(document: Document): void {
  const list = document.get("items") as { items: unknown[] } | undefined;
  const paths = list?.items.map((_, index) => ["items", index]) ?? [[]];
  for (const path of paths) editDeployment(document, path);
}

function editDeployment(document: Document, path: readonly (string | number)[]): void {
  const containers = [...path, "spec", "template", "spec", "containers"];
  const { items } = document.getIn(containers) as { items: unknown[] };
  for (let index = 0; index < items.length; index++) {
    const container = [...containers, index];
    if (!document.hasIn([...container, "resources", "limits", "nvidia.com/gpu"])) continue;
    const env = [...container, "env"];
    if (!document.hasIn(env)) document.setIn(env, document.createNode(limitEntries()));
    else for (const entry of limitEntries()) document.addIn(env, document.createNode(entry));
  }
}
