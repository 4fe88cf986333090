/** A review of about 8 kB, as an API server sends one for a Pod of a Job: one GPU container of two. */
export function admissionReview(uid = "705ab4f5-6393-11e8-b7cc-42010a800002"): string {
  const env = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      name: `TRAINING_SETTING_${index}`,
      value: `s3://bucket/run-${index}/checkpoints?part=${index * 7919}`,
    }));
  const mounts = Array.from({ length: 4 }, (_, index) => ({
    name: `data-${index}`,
    mountPath: `/mnt/data-${index}`,
    readOnly: true,
  }));
  const container = (name: string, gpu: object, variables: number) => ({
    name,
    image: `registry.example.com/team/${name}@sha256:${"0123456789abcdef".repeat(4)}`,
    command: ["python", "-m", name, "--config", "/etc/train/config.yaml"],
    env: env(variables),
    resources: {
      limits: { cpu: "8", memory: "64Gi", ...gpu },
      requests: { cpu: "4", memory: "32Gi", ...gpu },
    },
    volumeMounts: mounts,
    terminationMessagePath: "/dev/termination-log",
    terminationMessagePolicy: "File",
    imagePullPolicy: "IfNotPresent",
  });
  const object = {
    kind: "Pod",
    apiVersion: "v1",
    metadata: {
      generateName: "train-",
      namespace: "ml",
      creationTimestamp: null,
      labels: { app: "train", team: "research", "batch.kubernetes.io/job-name": "train" },
      annotations: {
        "example.com/owner": "research@example.com",
        "example.com/note": "–".repeat(9),
      },
      ownerReferences: [
        { apiVersion: "batch/v1", kind: "Job", name: "train", uid, controller: true },
      ],
    },
    spec: {
      volumes: mounts.map(({ name }) => ({ name, persistentVolumeClaim: { claimName: name } })),
      containers: [
        container("train", { "nvidia.com/gpu": "1" }, 40),
        container("exporter", {}, 12),
      ],
      restartPolicy: "Never",
      terminationGracePeriodSeconds: 30,
      dnsPolicy: "ClusterFirst",
      securityContext: {},
      schedulerName: "default-scheduler",
      tolerations: [{ key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" }],
      enableServiceLinks: true,
    },
    status: {},
  };
  const kind = { group: "", version: "v1", kind: "Pod" };
  const resource = { group: "", version: "v1", resource: "pods" };
  return JSON.stringify({
    kind: "AdmissionReview",
    apiVersion: "admission.k8s.io/v1",
    request: {
      uid,
      kind,
      resource,
      requestKind: kind,
      requestResource: resource,
      namespace: "ml",
      operation: "CREATE",
      userInfo: {
        username: "system:serviceaccount:kube-system:job-controller",
        uid: "8b1e9a6e-3f0e-4c55-9d9e-3d2f5f1f4b8a",
        groups: ["system:serviceaccounts", "system:authenticated"],
      },
      object,
      oldObject: null,
      dryRun: false,
      options: { kind: "CreateOptions", apiVersion: "meta.k8s.io/v1" },
    },
  });
}
