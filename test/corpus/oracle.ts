import { readFileSync } from "node:fs";
import { join } from "node:path";

/** One GPU-like resource that an independent parser found. */
export interface OracleGpu {
  readonly where?: "limits" | "requests";
  readonly key: string;
  /** `gpu`, `gpu.shared` and `mig` are the default GPU resources. */
  readonly cls: string;
  readonly value: unknown;
}

/** What an independent parser found in one document. */
export interface OracleRow {
  readonly file: string;
  readonly doc: number;
  /** Whether it could be parsed. */
  readonly ok: boolean;
  readonly kind?: string;
  readonly podSpecs?: readonly {
    readonly containers: readonly { readonly ptr: string; readonly gpu?: readonly OracleGpu[] }[];
  }[];
  /** GPU-like keys outside a `containers` list, with the key that holds them. */
  readonly gpuElsewhere?: readonly (OracleGpu & {
    readonly ptr: string;
    readonly parent: string;
  })[];
}

export function readOracle(corpus: string): OracleRow[] {
  const lines = readFileSync(join(corpus, "oracle.jsonl"), "utf8").trim().split("\n");
  return lines.map((line) => JSON.parse(line) as OracleRow);
}
