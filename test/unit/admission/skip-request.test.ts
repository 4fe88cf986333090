import { describe, expect, it } from "vitest";
import { podTemplates } from "../../../src/admission/skip-request.ts";
import { defaultSettings } from "../../helpers/settings.ts";
import { deployment, gpuPod, podSpec } from "./fixtures.ts";

const SETTINGS = defaultSettings();

describe("podTemplates", () => {
  it("are pod specs with the metadata beside them, but never the object's own", () => {
    const items = [deployment({ labels: { a: "b" } }), gpuPod({ labels: { a: "b" } })];
    const list = { apiVersion: "v1", kind: "List", metadata: {}, items };
    expect(podTemplates(list, SETTINGS)).toStrictEqual([
      { spec: podSpec("1"), metadata: {} },
      { spec: podSpec("1"), metadata: { labels: { a: "b" } } },
    ]);
    expect(podTemplates({ ...gpuPod() }, SETTINGS)).toStrictEqual([{ spec: podSpec("1") }]);
  });

  it.each([
    ["an unknown kind", { apiVersion: "example.com/v1", kind: "App", spec: podSpec("1") }],
    ["a kind that is left alone", { apiVersion: "v1", kind: "ResourceQuota", spec: podSpec("1") }],
    ["a malformed one", { apiVersion: "apps/v1", kind: "Deployment", spec: { template: "none" } }],
    ["a list of lists without end", nested(20)],
  ])("are none for %s", (_name, object) => {
    expect(podTemplates(object, SETTINGS)).toStrictEqual([]);
  });
});

function nested(depth: number): Record<string, unknown> {
  const items = depth === 0 ? [gpuPod()] : [nested(depth - 1)];
  return { apiVersion: "v1", kind: "List", items };
}
