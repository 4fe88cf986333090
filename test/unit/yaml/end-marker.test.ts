import { describe, expect, it } from "vitest";
import { defaultSettings } from "../../helpers/settings.ts";
import { seenByLexer, seenByPackage } from "../../helpers/yaml/by-reader.ts";

const CONFIG = { activeThreadPercentage: 50 };
const POD =
  "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: main\n    resources: {limits: {nvidia.com/gpu: 1}}\n";

describe("three dots at the left edge", () => {
  it.each([
    ["alone", "...\n"],
    ["before a key", "... a: b\n"],
    ["before a quoted key", '...  "a": b\n'],
    ["within brackets", "x: [\n... ]\n"],
    ["within braces", "x: {a: b,\n... : c}\n"],
  ])("%s are left to the sure reader", (_, end) => {
    expect(seenByLexer(POD + end, CONFIG, defaultSettings())).toBeUndefined();
  });

  it.each([
    ["with a letter behind them", "...a: b\n"],
    ["with a letter behind them, within brackets", "x: [a,\n...b]\n"],
  ])("%s end nothing", (_, end) => {
    const seen = seenByLexer(POD + end, CONFIG, defaultSettings());
    expect(seen?.text).toContain("CUDA_MPS_ACTIVE_THREAD_PERCENTAGE");
    expect(seen).toEqual(seenByPackage(POD + end, CONFIG, defaultSettings()));
  });
});
