// Injects a stream of a given length in a process of its own, and prints time and memory as JSON.
import { injectYamlStream } from "kube-mps/yaml";
import { Random } from "../harness/random.ts";
import { deployment } from "../inputs/deployments.ts";
import { CONFIG } from "../inputs/limits.ts";
import { documentsText } from "../inputs/manifests.ts";

const CHUNK = 65_536;
const bytes = Number(process.argv[2]);
const random = new Random(Number(process.argv[3]));

/** More than a megabyte of documents, one in ten with a GPU, created before the time is measured. */
const pool = documentsText(
  Array.from({ length: 1_000 }, (_, index) =>
    deployment(random, { containers: 1, env: random.below(16), gpu: index % 10 === 0 }),
  ),
  {},
);

const before = process.resourceUsage().maxRSS;
const start = performance.now();
let reported = 0;
let given = 0;
const stream = injectYamlStream(CONFIG, {
  onDocument: ({ changed }) => (reported += Number(changed)),
});
const reading = (async () => {
  for await (const text of stream.readable) given += (text as string).length;
})();
const writer = stream.writable.getWriter();
let taken = 0;
for (let from = 0; taken < bytes || from !== 0; ) {
  const chunk = pool.slice(from, from + CHUNK);
  await writer.ready;
  await writer.write(chunk);
  taken += chunk.length;
  from = from + CHUNK >= pool.length ? 0 : from + CHUNK;
}
await writer.close();
await reading;
const expected = (taken / pool.length) * 100;
if (reported !== expected || given <= taken) throw new Error("the stream was not injected");
console.log(
  JSON.stringify({
    bytes: taken,
    seconds: (performance.now() - start) / 1000,
    peak: process.resourceUsage().maxRSS * 1024,
    before: before * 1024,
  }),
);
