// What Prometheus can ask: how reviews ended, how long they took, and what is in flight.
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

/** @param {() => number} bytesInFlight */
export function createMetrics(bytesInFlight) {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const reviews = new Counter({
    name: "kube_mps_webhook_reviews_total",
    help: "Reviews, by result (patched, unchanged, skipped, denied, refused) and reason.",
    labelNames: ["result", "reason"],
    registers,
  });
  const seconds = new Histogram({
    name: "kube_mps_webhook_review_seconds",
    help: "From the headers of a review to its answer.",
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  const reloads = new Counter({
    name: "kube_mps_webhook_reloads_total",
    help: "Files that were read again, by what they hold (limits, certificate) and result.",
    labelNames: ["what", "result"],
    registers,
  });
  new Gauge({
    name: "kube_mps_webhook_bytes_in_flight",
    help: "Bytes of the reviews that are read or answered now.",
    registers,
    collect() {
      this.set(bytesInFlight());
    },
  });

  return {
    registry,
    /** @param {Record<string, unknown>} entry a line of the log about one review */
    countReview({ result, reason, ms }) {
      reviews.inc({ result: String(result), reason: String(reason ?? "") });
      seconds.observe(Number(ms) / 1000);
    },
    /**
     * @param {"limits" | "certificate"} what
     * @param {"used" | "refused"} result
     */
    countReload: (what, result) => reloads.inc({ what, result }),
  };
}
