// Watches GpuJobs in all namespaces and reconciles each that is new or changed.
import { pathToFileURL } from "node:url";
import { BatchV1Api, CustomObjectsApi, KubeConfig, makeInformer } from "@kubernetes/client-node";
import { GPU_JOBS, reconcile } from "./reconcile.mjs";

const RETRY_MS = 5000;

/**
 * @param {KubeConfig} kubeConfig
 * @param {(entry: Record<string, unknown>) => void} log
 */
export async function startController(kubeConfig, log) {
  const api = {
    batch: kubeConfig.makeApiClient(BatchV1Api),
    customObjects: kubeConfig.makeApiClient(CustomObjectsApi),
  };
  const { group, version, plural } = GPU_JOBS;
  /** @type {import("@kubernetes/client-node").Informer<import("./reconcile.mjs").GpuJob>} */
  const informer = makeInformer(kubeConfig, `/apis/${group}/${version}/${plural}`, () =>
    api.customObjects.listClusterCustomObject(GPU_JOBS),
  );
  let stopped = false;

  /** @param {import("./reconcile.mjs").GpuJob} gpuJob */
  const handle = async (gpuJob) => {
    const { name, namespace } = gpuJob.metadata;
    try {
      await reconcile(gpuJob, api);
      log({ level: "info", message: "reconciled", namespace, name });
    } catch (error) {
      log({ level: "error", message: "will retry", namespace, name, error: String(error) });
      setTimeout(() => stopped || handle(gpuJob), RETRY_MS).unref();
    }
  };
  informer.on("add", handle);
  informer.on("update", handle);
  informer.on("error", (error) => {
    if (stopped) return;
    log({ level: "error", message: "watch ended", error: String(error) });
    setTimeout(() => stopped || informer.start(), RETRY_MS).unref();
  });
  await informer.start();
  return async () => {
    stopped = true;
    await informer.stop();
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromDefault();
  const stop = await startController(kubeConfig, (entry) => console.log(JSON.stringify(entry)));
  process.once("SIGTERM", stop);
}
