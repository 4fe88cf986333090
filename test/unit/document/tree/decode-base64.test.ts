import { expect, it } from "vitest";
import { decodeBase64 } from "../../../../src/document/tree/decode-base64.ts";

it.each([
  ["", ""],
  ["YQ==", "a"],
  ["YWI=", "ab"],
  ["YWJj", "abc"],
  ["bnZpZGlhLmNvbS9ncHU=", "nvidia.com/gpu"],
  ["bnZpZGlh\nLmNvbS9ncHU=", "nvidia.com/gpu"],
  ["w6k=", "é"],
  ["YWL/", "ab\uFFFD"],
])("decodeBase64 reads %j", (text, value) => {
  expect(decodeBase64(text)).toBe(value);
});

it.each(["YQ", "YQ=", "Y Q==", "a", "YQ==YQ=="])("decodeBase64 does not read %j", (text) => {
  expect(decodeBase64(text)).toBeUndefined();
});
