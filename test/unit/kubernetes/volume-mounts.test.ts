import { describe, expect, it } from "vitest";
import { readVolumeMounts, withoutSlash } from "../../../src/kubernetes/volume-mounts.ts";

describe("readVolumeMounts", () => {
  it("tells which volumes are of the host", () => {
    const container = {
      volumeMounts: [
        { name: "mps", mountPath: "/tmp/nvidia-mps/" },
        { name: "shm", mountPath: "/dev/shm" },
        { name: "other" },
        null,
      ],
    };
    const volumes = [{ name: "mps", hostPath: { path: "/run" } }, { name: "shm", emptyDir: {} }, 5];
    expect(readVolumeMounts(container, { volumes })).toEqual([
      { path: "/tmp/nvidia-mps", isHost: true },
      { path: "/dev/shm", isHost: false },
      { path: "", isHost: false },
    ]);
  });

  it.each([undefined, null, {}, { volumeMounts: "all" }])("finds none in %j", (container) => {
    expect(readVolumeMounts(container, undefined)).toEqual([]);
  });
});

describe("withoutSlash", () => {
  it.each([
    ["/a/", "/a"],
    ["/a//", "/a"],
    ["/a", "/a"],
    ["/", ""],
    ["", ""],
  ])("of %j is %j", (path, expected) => {
    expect(withoutSlash(path)).toBe(expected);
  });

  it("takes time that grows with the length", { timeout: 5_000 }, () => {
    expect(withoutSlash(`${"/".repeat(1e6)}a`)).toHaveLength(1e6 + 1);
  });
});
