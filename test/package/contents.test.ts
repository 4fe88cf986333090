import { readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import { installed, manifest } from "./consumer.ts";

const packed = inject("packed");
const code = packed.filter((path) => /\.c?js$/.test(path));

/** The modules that a module imports or requires, without types. */
function imports(path: string): string[] {
  const text = readFileSync(join(installed, path), "utf8");
  return [
    ...text.matchAll(/(?:\bfrom\s*|\bimport\s*|\b(?:import|require)\()["']([^"'\n]+)["']/g),
  ].map((match) => match[1]!);
}

describe("the tarball", () => {
  it("holds the build and nothing else", () => {
    const others = packed.filter((path) => !path.startsWith("dist/"));
    expect(others.sort()).toEqual(["CHANGELOG.md", "LICENSE", "README.md", "package.json"]);
  });

  it("holds every file that package.json names", () => {
    const named = JSON.stringify([manifest.exports, manifest.bin]).match(/(?<=:"\.\/)[^"]+/g);
    expect(packed).toEqual(expect.arrayContaining(named ?? []));
  });

  it("depends on valibot and yaml only", () => {
    expect(Object.keys(manifest.dependencies)).toEqual(["valibot", "yaml"]);
  });

  it("has no install scripts", () => {
    expect(Object.keys(manifest.scripts)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(pre|post)?install$|^prepare$/)]),
    );
  });

  it.each(code)(
    "has only imports of dependencies, and of Node modules in the command line: %s",
    (path) => {
      const allowed = (name: string): boolean =>
        name in manifest.dependencies ||
        name.startsWith("./") ||
        (/^dist\/cli[./]/.test(path) && isBuiltin(name));
      expect(imports(path).filter((name) => !allowed(name))).toEqual([]);
    },
  );
});
