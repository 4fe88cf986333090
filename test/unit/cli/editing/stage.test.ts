import { readdirSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { Stage } from "../../../../src/cli/editing/stage.ts";
import { folderWith } from "../../../helpers/temporary-folder.ts";

const textOf = (stage: Stage, from = 0, to: number = stage.length): string =>
  Buffer.concat([...stage.read(from, to)]).toString();

describe("Stage", () => {
  it("holds parts in memory, and beyond the budget in a file without a name", () => {
    const folder = folderWith();
    vi.stubEnv("TMPDIR", folder);
    const stage = new Stage(5);
    for (const part of ["one", "two", "3", "four", "5"]) stage.write(Buffer.from(part));
    vi.unstubAllEnvs();
    expect(textOf(stage)).toBe("onetwo3four5");
    expect(textOf(stage, 1, 4)).toBe("two3four");
    expect(textOf(stage, 3, 3)).toBe("");
    expect(readdirSync(folder)).toEqual([]);
    stage.close();
  });

  it("uses the memory of parts that are dropped", () => {
    vi.stubEnv("TMPDIR", "/nowhere");
    const stage = new Stage(5);
    stage.write(Buffer.from("one"));
    for (let count = 0; count < 3; count++) {
      stage.write(Buffer.from("22"));
      stage.truncate(1);
    }
    vi.unstubAllEnvs();
    expect(textOf(stage)).toBe("one");
    stage.close();
  });

  it("fails without a place for its file", () => {
    vi.stubEnv("TMPDIR", "/nowhere");
    expect(() => new Stage(0).write(Buffer.from("one"))).toThrow(
      expect.objectContaining({
        name: "UsageError",
        message: "cannot write a temporary file: no such file or directory",
        hint: "set TMPDIR to a folder with room",
      }),
    );
    vi.unstubAllEnvs();
  });
});
