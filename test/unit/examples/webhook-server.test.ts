import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { reviewAdmission } from "kube-mps/admission";
import { afterEach, describe, expect, it, vi } from "vitest";
import { postJson, send } from "../../helpers/post-json.ts";
import { selfSignedCertificate } from "../../helpers/self-signed-certificate.ts";
import { CONFIG, gpuPod, reviewOf } from "../admission/fixtures.ts";

const TLS = selfSignedCertificate();

describe("the process of the example webhook", () => {
  const folder = mkdtempSync(join(tmpdir(), "kube-mps-"));
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });

  it("finds limits by namespace, reads files again when they change, and stops on SIGTERM", async () => {
    write("tls.key", TLS.key);
    write("tls.crt", TLS.cert);
    const limits = { ml: CONFIG, web: { activeThreadPercentage: 10 } };
    write("limits.json", JSON.stringify(limits));
    const settings = {
      TLS_DIR: folder,
      LIMITS_DIR: folder,
      MISSING_HINT: "ask Ann",
      PORT: "0",
      METRICS_PORT: "0",
      RELOAD_MS: "20",
      DRAIN_MS: "0",
    };
    for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
    const exit = vi.spyOn(process, "exit").mockReturnValue(undefined as never);
    const print = vi.spyOn(console, "log").mockReturnValue();
    const lines = () => print.mock.calls.map(([line]) => JSON.parse(String(line)));
    const logged = (message: string) =>
      vi.waitFor(() => expect(lines()).toContainEqual(expect.objectContaining({ message })));

    await import("../../../docs/examples/webhook/server.mjs");
    await logged("listening");
    const [{ port, metricsPort }] = lines();
    let ca = TLS.cert;
    const answerIn = async (namespace: string) => {
      const review = reviewOf(gpuPod(), { namespace });
      return JSON.parse((await postJson(port, "/mutate", review, ca)).text);
    };
    const patchOf = (config: object) => reviewAdmission(reviewOf(gpuPod()), config);
    expect(await answerIn("ml")).toStrictEqual(patchOf(CONFIG));
    expect(await answerIn("web")).toStrictEqual(patchOf(limits.web));
    const { response } = await answerIn("elsewhere");
    expect(response.status.message).toMatch(
      /^Pod "train" in namespace "elsewhere" is rejected: .*; ask Ann \[config\/missing\]$/,
    );

    const changed = { ml: { activeThreadPercentage: 20 }, "*": { activeThreadPercentage: 30 } };
    write("limits.json", JSON.stringify(changed));
    await logged("limits read again");
    expect(await answerIn("ml")).toStrictEqual(patchOf(changed.ml));
    expect(await answerIn("elsewhere")).toStrictEqual(patchOf(changed["*"]));

    const broken = { ml: { activeThreadPercentage: 40 }, web: { activeThreadPercentage: 500 } };
    write("limits.json", JSON.stringify(broken));
    await logged("limits refused, the old stays");
    expect(await answerIn("ml")).toStrictEqual(patchOf(changed.ml));

    const policy = {
      apiVersion: "kube-mps.github.io/v1alpha1",
      kind: "GpuSharingPolicy",
      metadata: { name: "small" },
      spec: { max: { activeThreadPercentage: 5 }, onViolation: "clamp" },
    };
    write("limits.json", JSON.stringify(changed));
    write("policies.json", JSON.stringify([policy]));
    await vi.waitFor(async () =>
      expect(await answerIn("ml")).toMatchObject(patchOf({ activeThreadPercentage: 5 })),
    );
    rmSync(join(folder, "policies.json"));
    await vi.waitFor(async () => expect(await answerIn("ml")).toStrictEqual(patchOf(changed.ml)));

    const renewed = selfSignedCertificate();
    write("tls.key", renewed.key);
    await logged("certificate refused, the old stays");
    write("tls.crt", renewed.cert);
    await logged("certificate read again");
    ca = renewed.cert;
    expect(await answerIn("ml")).toStrictEqual(patchOf(changed.ml));

    const metrics = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
    expect(metrics.split("\n")).toEqual(
      expect.arrayContaining([
        'kube_mps_webhook_reviews_total{result="denied",reason="config/missing"} 1',
        'kube_mps_webhook_reloads_total{what="limits",result="refused"} 1',
        'kube_mps_webhook_reloads_total{what="certificate",result="used"} 1',
        "kube_mps_webhook_bytes_in_flight 0",
      ]),
    );
    const reviews = lines().filter(({ message }) => message === "review").length;
    expect(metrics).toContain(`\nkube_mps_webhook_review_seconds_count ${reviews}\n`);
    expect(metrics).toContain(`{result="patched",reason=""} ${reviews - 1}\n`);
    expect((await fetch(`http://127.0.0.1:${metricsPort}/other`)).status).toBe(404);

    process.emit("SIGTERM");
    await vi.waitFor(() => expect(exit).toHaveBeenCalledWith());
    expect(lines().slice(-2)).toMatchObject([{ message: "stopping" }, { message: "stopped" }]);
    await expect(send(port, "/healthz", ca)).rejects.toThrow("ECONNREFUSED");
    await expect(fetch(`http://127.0.0.1:${metricsPort}/metrics`)).rejects.toThrow();
  });
});
