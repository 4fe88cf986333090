/** The folder of texts, with what Kubernetes reads in them, that `KUBE_MPS_READINGS` names, if any. */
export const readings: string | undefined = process.env["KUBE_MPS_READINGS"] || undefined;
