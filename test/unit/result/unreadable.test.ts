import { describe, expect, it, vi } from "vitest";

vi.unmock("../../../src/result/unreadable.ts");
const { unreadable } = await import("../../../src/result/unreadable.ts");

describe("unreadable", () => {
  it.each<[unknown, string]>([
    [
      new RangeError("Maximum call stack size exceeded"),
      "the input is nested too deeply to be read",
    ],
    [new Error("thrown by a getter of the caller"), "reading the input threw"],
    ["anything", "reading the input threw"],
  ])("turns what was thrown into an issue, whatever it is", (error, message) => {
    expect(unreadable(error)).toEqual(unreadableBecause(message));
  });

  it("reads nothing of what was thrown that could throw again", () => {
    expect(unreadable(revoked())).toEqual(unreadableBecause("reading the input threw"));
  });
});

function unreadableBecause(message: string): unknown {
  return {
    ok: false,
    issues: [
      {
        code: "input/unreadable",
        path: [],
        message,
        hint: "pass plain data, as JSON.parse returns it",
      },
    ],
    warnings: [],
  };
}

/** Throws for everything that is done with it, `instanceof` included. */
function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}
