import { execFileSync, execSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { consumer, entries } from "./consumer.ts";

/** Runs a module in a new process, in the folder of the consumer, and returns what it prints. */
function node(type: "module" | "commonjs", code: string): unknown {
  const args = [`--input-type=${type}`, "--eval", code];
  return JSON.parse(execFileSync(process.execPath, args, { cwd: consumer, encoding: "utf8" }));
}

/** Prints the exports of each entry, and the names that differ between entries. */
const probe = (load: "import" | "require"): string => `
  (async () => {
    const exported = {}, seen = {}, clashes = [];
    for (const entry of ${JSON.stringify(entries)}) {
      const module = await ${load}(entry);
      exported[entry] = Object.keys(module).sort();
      for (const name of exported[entry]) {
        if ((seen[name] ??= module[name]) !== module[name]) clashes.push(name);
      }
    }
    console.log(JSON.stringify({ exported, clashes }));
  })();`;

describe("the installed package", () => {
  it("has the same exports imported and required", () => {
    const imported = node("module", probe("import"));
    expect(imported).toEqual(node("commonjs", probe("require")));
    for (const entry of entries) {
      expect(imported).toHaveProperty(["exported", entry, 0]);
    }
    expect(imported).toHaveProperty("clashes", []);
  });

  it("recognizes an error of its CommonJS copy", () => {
    const answer = node(
      "module",
      `import { createRequire } from "node:module";
       import { isMpsError } from "kube-mps";
       const { unwrap, validateMpsConfig } = createRequire(import.meta.url)("kube-mps");
       try {
         unwrap(validateMpsConfig(null));
       } catch (error) {
         console.log(isMpsError(error));
       }`,
    );
    expect(answer).toBe(true);
  });

  it("exports its package.json", () => {
    const name = node(
      "commonjs",
      `console.log(JSON.stringify(require("kube-mps/package.json").name))`,
    );
    expect(name).toBe("kube-mps");
  });

  it("has a command line", () => {
    const help = execSync("npm exec --offline -- kube-mps --help", {
      cwd: consumer,
      encoding: "utf8",
    });
    for (const command of ["inject", "validate", "scan"]) {
      expect(help).toContain(command);
    }
  });
});
