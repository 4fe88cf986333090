/** A suite that skips must not pass for one that passed: its absence is the last thing said. */
export function setup(): void {
  if (process.env["KUBEBUILDER_ASSETS"]) return;
  process.once("exit", () => {
    console.log(
      "e2e SKIPPED: no API server was started. Set KUBEBUILDER_ASSETS to a folder with etcd and kube-apiserver.",
    );
  });
}
