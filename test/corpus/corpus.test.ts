import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { corpus } from "../helpers/corpus.ts";

it.skipIf(corpus === undefined)(
  "KUBE_MPS_CORPUS names a folder with manifests and an oracle",
  () => {
    expect(existsSync(join(corpus ?? "", "files"))).toBe(true);
    expect(existsSync(join(corpus ?? "", "oracle.jsonl"))).toBe(true);
  },
);
