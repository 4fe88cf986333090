/** A selector of labels, as Kubernetes has it. */
export interface LabelSelector {
  matchLabels?: Record<string, string>;
  matchExpressions?: {
    key: string;
    operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
    values?: string[];
  }[];
}

/** What policies have in common: they see new pods. */
export interface AdmissionPolicySpec {
  failurePolicy: "Fail" | "Ignore";
  matchConstraints: {
    resourceRules: {
      apiGroups: [""];
      apiVersions: ["v1"];
      operations: ["CREATE"];
      resources: ["pods"];
    }[];
  };
  variables: { name: string; expression: string }[];
}

/** A policy that writes MPS limits into pods. */
export interface MutatingAdmissionPolicy {
  apiVersion: "admissionregistration.k8s.io/v1" | "admissionregistration.k8s.io/v1beta1";
  kind: "MutatingAdmissionPolicy";
  metadata: { name: string };
  spec: AdmissionPolicySpec & {
    reinvocationPolicy: "IfNeeded";
    mutations: { patchType: "JSONPatch"; jsonPatch: { expression: string } }[];
  };
}

/** Where a {@link MutatingAdmissionPolicy} applies. */
export interface MutatingAdmissionPolicyBinding {
  apiVersion: MutatingAdmissionPolicy["apiVersion"];
  kind: "MutatingAdmissionPolicyBinding";
  metadata: { name: string };
  spec: { policyName: string; matchResources: { namespaceSelector: LabelSelector } };
}

/** A policy that rejects pods without MPS limits. */
export interface ValidatingAdmissionPolicy {
  apiVersion: "admissionregistration.k8s.io/v1";
  kind: "ValidatingAdmissionPolicy";
  metadata: { name: string };
  spec: AdmissionPolicySpec & {
    validations: { expression: string; messageExpression: string; reason: "Invalid" }[];
  };
}

/** Where a {@link ValidatingAdmissionPolicy} applies. */
export interface ValidatingAdmissionPolicyBinding {
  apiVersion: "admissionregistration.k8s.io/v1";
  kind: "ValidatingAdmissionPolicyBinding";
  metadata: { name: string };
  spec: {
    policyName: string;
    validationActions: ["Deny"];
    matchResources: { namespaceSelector: LabelSelector };
  };
}
