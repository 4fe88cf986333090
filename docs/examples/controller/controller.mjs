// Watches GpuJobs and their Jobs in all namespaces, and reconciles each GpuJob that is new or changed, or
// whose Job is deleted.
import { pathToFileURL } from "node:url";
import { BatchV1Api, CustomObjectsApi, KubeConfig, makeInformer } from "@kubernetes/client-node";
import { GPU_JOBS, MANAGED, reconcile } from "./reconcile.mjs";

const RETRY_MS = 5000;

/**
 * @param {KubeConfig} kubeConfig
 * @param {(entry: Record<string, unknown>) => void} log
 * @param {number} [retryMs] after a list, a watch or a reconciliation failed
 */
export async function startController(kubeConfig, log, retryMs = RETRY_MS) {
  const api = {
    batch: kubeConfig.makeApiClient(BatchV1Api),
    customObjects: kubeConfig.makeApiClient(CustomObjectsApi),
  };
  const { group, version, plural } = GPU_JOBS;
  const labelSelector = Object.entries(MANAGED).map((label) => label.join("=")).join();
  /** @type {import("@kubernetes/client-node").Informer<import("./reconcile.mjs").GpuJob>} */
  const gpuJobs = makeInformer(kubeConfig, `/apis/${group}/${version}/${plural}`, () =>
    api.customObjects.listClusterCustomObject(GPU_JOBS),
  );
  const jobs = makeInformer(
    kubeConfig,
    "/apis/batch/v1/jobs",
    () => api.batch.listJobForAllNamespaces({ labelSelector }),
    labelSelector,
  );

  /** @type {Set<NodeJS.Timeout>} */
  const timers = new Set();
  let stopped = false;
  // The timers keep the process alive: without them it would end, with code 0, if the first list fails.
  /** @param {() => unknown} action */
  const later = (action) => {
    if (stopped) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      action();
    }, retryMs);
    timers.add(timer);
  };

  /** @type {Map<string, import("./reconcile.mjs").GpuJob>} */
  const latest = new Map();
  /** @param {{ metadata?: import("@kubernetes/client-node").V1ObjectMeta }} object a GpuJob or its Job */
  const keyOf = ({ metadata }) => `${metadata?.namespace}/${metadata?.name}`;
  /** @param {string} key */
  const handle = async (key) => {
    const gpuJob = latest.get(key);
    if (stopped || gpuJob === undefined) return;
    try {
      await reconcile(gpuJob, api);
      log({ level: "info", message: "reconciled", gpuJob: key });
    } catch (error) {
      log({ level: "error", message: "will retry", gpuJob: key, error: String(error) });
      later(() => handle(key));
    }
  };
  /** @param {import("./reconcile.mjs").GpuJob} gpuJob */
  const changed = (gpuJob) => {
    latest.set(keyOf(gpuJob), gpuJob);
    return handle(keyOf(gpuJob));
  };
  gpuJobs.on("add", changed);
  gpuJobs.on("update", changed);
  gpuJobs.on("delete", (gpuJob) => latest.delete(keyOf(gpuJob)));
  jobs.on("delete", (job) => handle(keyOf(job)));

  for (const [what, informer] of Object.entries({ gpuJobs, jobs })) {
    /** @param {unknown} error */
    const failed = (error) => {
      if (stopped) return;
      log({ level: "error", message: "will watch again", what, error: String(error) });
      later(start);
    };
    const start = () => informer.start().catch(failed);
    informer.on("error", failed);
    await start();
  }
  return async () => {
    stopped = true;
    for (const timer of timers) clearTimeout(timer);
    await Promise.all([gpuJobs.stop(), jobs.stop()]);
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromDefault();
  const stop = await startController(kubeConfig, (entry) => console.log(JSON.stringify(entry)));
  process.once("SIGTERM", stop);
}
