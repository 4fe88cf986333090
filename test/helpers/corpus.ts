/** The folder of public manifests that `KUBE_MPS_CORPUS` names, if any. */
export const corpus: string | undefined = process.env["KUBE_MPS_CORPUS"] || undefined;
