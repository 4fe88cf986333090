// The example webhook under load, in a process of its own on 127.0.0.1.
//
//   --reviews N      how many, default 100000
//   --concurrency N  at a time, default 16
//   --seconds N      gives up after this time, default 300
//   --large N        then so many of 7 MB at once, default 60
//
// Prints a line of JSON. Exits with 1 if an answer is lost or wrong, if memory keeps growing, or if there
// was ever more of it than the Deployment of the example allows.
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { reviewAdmission } from "kube-mps/admission";
import { parseAllDocuments } from "yaml";
import { admissionReview } from "./admission-review.ts";
import { drive, type Exchange } from "./load/drive.ts";
import { flood } from "./load/flood.ts";
import { type ContainerSettings, WebhookProcess } from "./load/webhook-process.ts";

const { values: flags } = parseArgs({
  options: {
    reviews: { type: "string", default: "100000" },
    concurrency: { type: "string", default: "16" },
    seconds: { type: "string", default: "300" },
    large: { type: "string", default: "60" },
  },
});

/** The most that memory may grow after a fifth of the reviews. */
const MAX_GROWTH = 32 * 1024 * 1024;

const LIMITS = { pinnedDeviceMemoryLimit: "4Gi", activeThreadPercentage: 50 };
const PLACEHOLDER_UID = "00000000-0000-4000-8000-000000000000";
const GPU = '"nvidia.com/gpu":"1"';
const REVIEW = admissionReview(PLACEHOLDER_UID);

/** In turns: patched, unchanged, denied. */
const EXCHANGES: readonly Exchange[] = [
  REVIEW,
  REVIEW.replaceAll(GPU, '"nvidia.com/gpu":"0"'),
  REVIEW.replaceAll(GPU, '"nvidia.com/gpu":"half"'),
].map((review) => ({
  review,
  answer: JSON.stringify(reviewAdmission(JSON.parse(review), LIMITS)),
}));

/** No two reviews have the same uid, so that an answer to another review is wrong. */
function exchangeOf(index: number): Exchange {
  const uid = `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`;
  const { review, answer } = EXCHANGES[index % EXCHANGES.length] as Exchange;
  return {
    review: review.replaceAll(PLACEHOLDER_UID, uid),
    answer: answer.replaceAll(PLACEHOLDER_UID, uid),
  };
}

/**
 * A review of a little less than 7 MiB, which is the most that the example accepts: in turns one long
 * text, and many small objects, which take more memory than their text.
 */
function largeExchange(index: number): Exchange {
  const { review, answer } = exchangeOf(index * EXCHANGES.length);
  const size = 6.9 * 1024 * 1024;
  const field = '{"manager":"kubectl"}';
  const padding =
    index % 2 === 0
      ? `"annotations":{"padding":"${"x".repeat(size)}"}`
      : `"managedFields":[${Array(Math.floor(size / (field.length + 1))).fill(field)}]`;
  return { review: review.replace('"metadata":{', `"metadata":{${padding},`), answer };
}

/** The limit and the options of Node in the Deployment of the example. */
function containerSettings(): ContainerSettings {
  const text = readFileSync("docs/examples/webhook/base/deployment.yaml", "utf8");
  const objects = parseAllDocuments(text).map((document) => document.toJS());
  const { spec } = objects.find(({ kind }) => kind === "Deployment");
  const [{ resources, env }] = spec.template.spec.containers;
  return {
    memoryLimit: Number.parseInt(resources.limits.memory, 10) * 1024 * 1024,
    nodeOptions: env.find(({ name }: { name: string }) => name === "NODE_OPTIONS").value,
  };
}

const container = containerSettings();
const count = Number(flags.reviews);
const larges = Array.from({ length: Number(flags.large) }, (_, index) => largeExchange(index));
const webhook = await WebhookProcess.start({ "*": LIMITS }, container);

async function load() {
  const report = await drive(webhook, exchangeOf, {
    count,
    concurrency: Number(flags.concurrency),
    deadlineSeconds: Number(flags.seconds),
  });
  const peak = webhook.peakMemory();
  const large = { ...(await flood(webhook, larges)), peak: webhook.peakMemory() };
  return { ...report, peak, large, memoryLimit: container.memoryLimit };
}

const report = await load().finally(() => webhook.stop());
const [, fifth = Number.NaN] = report.memory;
const growth = (report.memory.at(-1) ?? Number.NaN) - fifth;
const logged = webhook.reviews;
console.log(JSON.stringify({ ...report, logged, growth }));
const complete =
  report.right === count && report.large.lost === 0 && logged === count + larges.length;
if (!complete || growth > MAX_GROWTH || report.large.peak > report.memoryLimit)
  process.exitCode = 1;
