/** The API group of everything that this package defines, and the domain of its annotations. */
export const OWN_GROUP = "kube-mps.github.io";

/** The `apiVersion` of its objects. */
export const OWN_API_VERSION = "kube-mps.github.io/v1alpha1";
