/** The folder of public manifests that `KUBE_MPS_CORPUS` names; undefined where it names none. */
export const corpus: string | undefined = process.env["KUBE_MPS_CORPUS"] || undefined;
