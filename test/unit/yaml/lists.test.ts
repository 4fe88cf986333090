import { describe, expect, it } from "vitest";
import { settingsOf } from "../../helpers/settings.ts";
import { seenByLexer, seenByPackage } from "../../helpers/yaml/by-reader.ts";

const CONFIG = { activeThreadPercentage: 50 };

const SPEC = "{containers: [{name: main, resources: {limits: {nvidia.com/gpu: 1}}}]}";
const ITEMS = `items:\n- apiVersion: v1\n  kind: Pod\n  spec: ${SPEC}\n`;
const HEAD = "apiVersion: example.com/v1\nkind: AllowList\n";

describe("of an object whose kind ends in List both readers see", () => {
  it.each([
    ["the items", `${HEAD}metadata: {name: a}\n${ITEMS}`, ["items/0/spec"]],
    ["what stands beside them", `${HEAD}${ITEMS}spec: ${SPEC}\n`, ["items/0/spec", "spec"]],
    ["what stands before them", `${HEAD}spec: ${SPEC}\n${ITEMS}`, ["items/0/spec", "spec"]],
    ["everything, kind last", `${ITEMS}spec: ${SPEC}\n${HEAD}`, ["items/0/spec", "spec"]],
    ["everything without items", `${HEAD}spec: ${SPEC}\n`, ["spec"]],
    ["metadata too, beside more", `${HEAD}items: []\nmetadata: ${SPEC}\nmore: 1\n`, ["metadata"]],
  ])("%s", (_, text, places) => {
    const settings = settingsOf({ unknownKinds: "inject" });
    const seen = seenByLexer(text, CONFIG, settings);
    expect(seen).toBeDefined();
    expect(seen).toEqual(seenByPackage(text, CONFIG, settings));
    expect(seen?.containers?.map(({ path }) => path.slice(0, -2).join("/"))).toEqual(places);
  });
});
