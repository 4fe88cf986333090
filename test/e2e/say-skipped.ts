/** A skipped suite must not look like one that passed: the last line of the run says so. */
export function setup(): void {
  if (process.env["KUBEBUILDER_ASSETS"]) return;
  process.once("exit", () => {
    console.log(
      "e2e SKIPPED: no API server was started. Set KUBEBUILDER_ASSETS to a folder with etcd and kube-apiserver.",
    );
  });
}
