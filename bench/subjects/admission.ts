import { answerByHand, answerByLibrary } from "../admission.ts";
import { admissionReview } from "../admission-review.ts";
import { compare, consume, type Engine } from "../harness/compare.ts";
import { effort, type Subject, scaled } from "../harness/subject.ts";
import { timingTable } from "../harness/timing-table.ts";

/** Answers to reviews as an API server sends them, text in and text out. */
export const admission: Subject = {
  name: "admission",
  measure(settings) {
    const reviews = Array.from({ length: scaled(settings, 1_000, 20) }, (_, index) =>
      admissionReview(`705ab4f5-6393-11e8-b7cc-${String(index).padStart(12, "0")}`),
    );
    for (const review of reviews) {
      if (answerByLibrary(review) !== answerByHand(review)) throw new Error("answers differ");
    }
    const over = (name: string, answer: (review: string) => string): Engine => ({
      name,
      run: () => {
        for (const review of reviews) consume(answer(review));
        return reviews.length;
      },
    });
    const timings = compare(
      [
        over("parse, the same answer known in advance, encode, stringify", answerByHand),
        over("kube-mps", answerByLibrary),
        over("JSON.parse alone", JSON.parse),
      ],
      effort(settings, 41),
      settings.seed,
    );
    const ours = timings[1];
    const kilobytes = (Buffer.byteLength(reviews[0] ?? "") / 1000).toFixed(1);
    return {
      tables: [
        timingTable(`Admission, a review of ${kilobytes} kB`, timings, {
          unit: "us",
          of: "one review",
        }),
      ],
      verdicts: ours
        ? [
            {
              work: "admission, 8 kB review",
              against: "JSON.parse + building, encoding and JSON.stringify of the same answer",
              wanted: { sense: "at most", value: 1.3, unit: "x" },
              measured: ours.ratio,
            },
          ]
        : [],
    };
  },
};
