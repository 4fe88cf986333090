import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "esbuild";
import type { Subject, Verdict } from "../harness/subject.ts";
import { digits } from "../harness/timing-table.ts";

const ENTRIES = [
  "kube-mps",
  "kube-mps/yaml",
  "kube-mps/admission",
  "kube-mps/explain",
  "kube-mps/capacity",
  "kube-mps/dialects",
  "kube-mps/policy",
];

/** The size that an entry adds to a bundle, dependencies included. */
export const bundleSize: Subject = {
  name: "bundle-size",
  async measure() {
    const rows: string[][] = [];
    const verdicts: Verdict[] = [];
    for (const entry of ENTRIES) {
      const bundle = await bundled(entry);
      const gzip = gzipSync(bundle, { level: 9 }).length / 1000;
      const brotli = brotliCompressSync(bundle).length / 1000;
      rows.push([entry, ...[bundle.length / 1000, gzip, brotli].map(digits)]);
      if (entry !== "kube-mps") continue;
      verdicts.push({
        work: "core bundle, minified + gzip, valibot included",
        against: "size",
        wanted: { sense: "at most", value: 12, unit: "kB" },
        measured: { median: gzip, low: gzip, high: gzip },
      });
    }
    const columns = ["entry, dependencies included", "kB minified", "kB gzip", "kB brotli"];
    return { tables: [{ title: "Bundles", columns, rows }], verdicts };
  },
};

async function bundled(entry: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    stdin: { contents: `export * from "${entry}"`, resolveDir: process.cwd() },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    write: false,
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error(`${entry}: no bundle`);
  return file.contents;
}
