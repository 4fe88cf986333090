// The example webhook under load, in a process of its own on 127.0.0.1.
//
//   --reviews N      how many, default 100000
//   --concurrency N  at a time, default 16
//   --seconds N      gives up after this time, default 300
//
// Prints a line of JSON. Exits with 1 if an answer is lost or wrong, or if memory keeps growing.
import { parseArgs } from "node:util";
import { reviewAdmission } from "kube-mps/admission";
import { admissionReview } from "./admission-review.ts";
import { drive, type Exchange } from "./load/drive.ts";
import { WebhookProcess } from "./load/webhook-process.ts";

const { values: flags } = parseArgs({
  options: {
    reviews: { type: "string", default: "100000" },
    concurrency: { type: "string", default: "16" },
    seconds: { type: "string", default: "300" },
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

const webhook = await WebhookProcess.start({ "*": LIMITS });
const report = await drive(webhook, exchangeOf, {
  count: Number(flags.reviews),
  concurrency: Number(flags.concurrency),
  deadlineSeconds: Number(flags.seconds),
}).finally(() => webhook.stop());
const [, fifth = Number.NaN] = report.memory;
const growth = (report.memory.at(-1) ?? Number.NaN) - fifth;
console.log(JSON.stringify({ ...report, logged: webhook.reviews, growth }));
const complete = report.right === Number(flags.reviews) && webhook.reviews === report.right;
if (!complete || growth > MAX_GROWTH) process.exitCode = 1;
