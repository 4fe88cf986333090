/**
 * Why limits hold or do not, what was pasted, and what that shows. Everything there is to know of a
 * reason is here: `explainLimits` and the table in `docs/why-is-my-limit-ignored.md` are made of it.
 */
export const EXPLAIN_CODES = {
  about: "workload",
  status: 422,
  codes: {
    "explain/time-slicing": {
      severity: "reason",
      effect: "voids",
      summary: "the node shares its GPUs by time slicing, which knows no limits",
      hint: "configure sharing.mps in the device plugin, or use a node that has it",
      source: "https://github.com/NVIDIA/k8s-device-plugin#shared-access-to-gpus",
    },
    "explain/node-without-mps": {
      severity: "reason",
      effect: "voids",
      summary: "the node does not share its GPUs by MPS: no daemon enforces limits",
      hint: 'configure sharing.mps in the device plugin, or select nvidia.com/mps.capable: "true"',
      source: "https://github.com/NVIDIA/k8s-device-plugin/blob/v0.20.0/internal/lm/nvml.go",
    },
    "explain/mig": {
      severity: "reason",
      effect: "voids",
      summary: "the GPU is a MIG slice, which the device plugin does not serve with MPS",
      hint: "use MIG or MPS, not both",
      source: "https://github.com/NVIDIA/k8s-device-plugin/blob/v0.20.0/internal/plugin/mps.go",
    },
    "explain/dra-without-mps": {
      severity: "reason",
      effect: "voids",
      summary: "a DRA driver provides the GPU, and neither claim nor class configures MPS",
      hint: "set sharing.strategy: MPS in the GpuConfig of the claim or the device class",
      source:
        "https://github.com/kubernetes-sigs/dra-driver-nvidia-gpu/blob/main/demo/specs/quickstart/v1/gpu-test-mps.yaml",
    },
    "explain/no-pipe-mount": {
      severity: "reason",
      effect: "voids",
      summary: "the pipe directory of the daemon is not mounted: CUDA cannot reach it",
      hint: "mount the directory of the host, and set CUDA_MPS_PIPE_DIRECTORY to it",
      source: "https://github.com/NVIDIA/k8s-device-plugin/issues/467",
    },
    "explain/pipe-directory": {
      severity: "reason",
      effect: "voids",
      summary: "CUDA_MPS_PIPE_DIRECTORY replaces the one that the device plugin sets",
      hint: "remove it",
      source: "https://github.com/NVIDIA/k8s-device-plugin/blob/v0.20.0/internal/plugin/mps.go",
    },
    "explain/cuda-too-old": {
      severity: "reason",
      effect: "voids",
      summary: "the CUDA of the driver is older than 11.5, which has no memory limit",
      hint: "update the driver to 495 or newer",
      source: "https://docs.nvidia.com/deploy/mps/appendix-environment-variables.html",
    },
    "explain/device-not-visible": {
      severity: "reason",
      effect: "voids",
      summary: "the memory limit names a device that the container does not see",
      hint: "name device 0 only",
      source:
        "https://docs.nvidia.com/dynamo/dev/many-model-serving/per-gpu-compute-and-memory-limits-with-mps",
    },
    "explain/ignored-by-cuda": {
      severity: "reason",
      effect: "voids",
      summary: "CUDA silently ignores the value",
      hint: 'write a value such as "0=4096M" or "50"',
      source: "https://docs.nvidia.com/deploy/mps/appendix-environment-variables.html",
    },
    "explain/misspelled": {
      severity: "reason",
      effect: "voids",
      summary: "this is not a variable of MPS",
      hint: "write the name of the variable as CUDA has it",
      source: "https://docs.nvidia.com/deploy/mps/appendix-environment-variables.html",
    },
    "explain/namespace-overrides": {
      severity: "reason",
      effect: "voids",
      summary: "the namespace of MPS v3 replaces the lower thread percentage of the container",
      hint: "lower the percentage of the namespace",
      source:
        "https://docs.nvidia.com/dynamo/dev/many-model-serving/per-gpu-compute-and-memory-limits-with-mps",
    },
    "explain/no-limit": {
      severity: "reason",
      effect: "voids",
      summary: "neither the container nor the daemon sets a limit",
      hint: "inject a limit",
      source: "https://docs.nvidia.com/deploy/mps/appendix-environment-variables.html",
    },
    "explain/replaces-share": {
      severity: "reason",
      effect: "weakens",
      summary: "this replaces the smaller share that GKE would set",
      hint: "remove it, or lower it to the share",
      source:
        "https://github.com/GoogleCloudPlatform/container-engine-accelerators/blob/master/pkg/gpu/nvidia/manager.go",
    },
    "explain/device-unlimited": {
      severity: "reason",
      effect: "weakens",
      summary: "the container may see a device that its memory limit does not name",
      hint: 'set gpuUnit to "device" if GPUs are not shared',
      source: "https://docs.nvidia.com/deploy/mps/appendix-environment-variables.html",
    },
    "explain/nvidia-visible-devices": {
      severity: "reason",
      effect: "weakens",
      summary: "NVIDIA_VISIBLE_DEVICES replaces the devices that the container was given",
      hint: "remove it: the device plugin sets it",
      source:
        "https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/docker-specialized.html",
    },
    "explain/privileged": {
      severity: "reason",
      effect: "weakens",
      summary: "a privileged container sees every GPU of the node: those not named are unlimited",
      hint: "remove privileged: true",
      source: "https://github.com/NVIDIA/k8s-device-plugin/issues/1299",
    },
    "explain/node-unknown": {
      severity: "reason",
      effect: "informs",
      isDoubt: true,
      summary: "whether MPS serves the container depends on its node, which is not known",
      hint: "pass the node",
      settledBy: "kubectl get node NODE -o json",
      source: "https://github.com/NVIDIA/k8s-device-plugin#catalog-of-labels",
    },
    "explain/other-node": {
      severity: "reason",
      effect: "informs",
      isDoubt: true,
      summary: "the pod runs on another node than the one that was passed",
      hint: "pass the node that spec.nodeName names",
      settledBy: "kubectl get node NODE -o json",
      source: "https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#nodename",
    },
    "explain/node-unlabeled": {
      severity: "reason",
      effect: "informs",
      isDoubt: true,
      summary: "the node has no labels that say how its GPUs are shared",
      hint: "install GPU Feature Discovery, or pass what the daemon says",
      settledBy: "echo get_default_active_thread_percentage | nvidia-cuda-mps-control",
      source:
        "https://github.com/NVIDIA/k8s-device-plugin/blob/v0.20.0/docs/gpu-feature-discovery/README.md",
    },
    "explain/not-allocatable": {
      severity: "reason",
      effect: "informs",
      isDoubt: true,
      summary: "the node does not offer the GPU resource: perhaps a DRA driver provides the GPU",
      hint: "pass the device classes",
      settledBy: "kubectl get deviceclasses -o json",
      source:
        "https://github.com/kubernetes/enhancements/tree/master/keps/sig-scheduling/5004-dra-extended-resource",
    },
    "explain/dra-unknown": {
      severity: "reason",
      effect: "informs",
      isDoubt: true,
      summary: "a DRA driver provides the GPU: whether MPS serves it is not known from here",
      hint: "pass the device classes and claims, and what the daemon of the claim says",
      settledBy: "kubectl get pods -A | grep mps-control-daemon",
      source:
        "https://github.com/kubernetes-sigs/dra-driver-nvidia-gpu/blob/main/cmd/gpu-kubelet-plugin/sharing.go",
    },
    "explain/own-daemon": {
      severity: "reason",
      effect: "informs",
      isDoubt: true,
      summary: "the pod is set up for an MPS daemon that the node's labels do not show",
      hint: "pass what the daemon says",
      settledBy: "echo get_default_active_thread_percentage | nvidia-cuda-mps-control",
      source: "https://github.com/NVIDIA/k8s-device-plugin/issues/467",
    },
    "explain/unknown-value": {
      severity: "reason",
      effect: "informs",
      isDoubt: true,
      summary: "the value is not known before the container runs",
      hint: "write the value itself, and name devices by ordinal",
      settledBy: "kubectl exec POD -c CONTAINER -- printenv",
      source:
        "https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/",
    },
    "explain/shared-memory": {
      severity: "reason",
      effect: "informs",
      isDoubt: true,
      summary: "the /dev/shm of the container may not be that of the daemon",
      hint: "mount nothing of your own at /dev/shm where the device plugin mounts it; elsewhere set hostIPC",
      settledBy: "nvidia-smi: the type of the process is M+C under MPS",
      source: "https://github.com/NVIDIA/k8s-device-plugin/pull/506",
    },
    "explain/host-ipc": {
      severity: "reason",
      effect: "informs",
      isDoubt: true,
      summary: "on GKE a pod reaches the daemon with hostIPC, which is not set",
      hint: "set hostIPC: true",
      settledBy: "nvidia-smi: the type of the process is M+C under MPS",
      source: "https://cloud.google.com/kubernetes-engine/docs/how-to/nvidia-mps-gpus",
    },
    "explain/above-daemon": {
      severity: "reason",
      effect: "informs",
      summary: "the daemon is stricter: a variable can only lower its limit",
      hint: "raise the limit of the daemon: fewer replicas, or a claim with more",
      source: "https://docs.nvidia.com/deploy/mps/appendix-environment-variables.html",
    },
    "explain/no-thread-limit": {
      severity: "reason",
      effect: "informs",
      summary: "a thread percentage of 0 or 100 sets no limit of its own",
      hint: "write a number from 1 to 99",
      source: "https://docs.nvidia.com/deploy/mps/appendix-environment-variables.html",
    },
    "explain/duplicate": {
      severity: "reason",
      effect: "informs",
      summary: "the variable is set again below: the last counts",
      hint: "remove this entry",
      source:
        "https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/",
    },
    "explain/cuda-visible-devices": {
      severity: "reason",
      effect: "informs",
      summary: "CUDA_VISIBLE_DEVICES decides which device the limit calls 0",
      hint: "count devices in its order",
      source: "https://docs.nvidia.com/deploy/mps/appendix-environment-variables.html",
    },
    "explain/user": {
      severity: "reason",
      effect: "informs",
      summary: "a daemon serves the processes of one user at a time: others wait",
      hint: "run all containers that share the card as one user, or the daemon with -multiuser-server",
      settledBy: "the control log: which user NEW CLIENT names",
      source: "https://github.com/kubernetes-sigs/dra-driver-nvidia-gpu/pull/1153",
    },
    "explain/several-processes": {
      severity: "reason",
      effect: "informs",
      summary: "each process gets this limit: two of one container may use twice as much",
      hint: "divide the limit by the number of processes",
      settledBy:
        "nvidia-smi --query-compute-apps=gpu_uuid,pid,process_name,used_gpu_memory --format=csv",
      source: "https://github.com/NVIDIA/k8s-device-plugin/issues/594",
    },
    "explain/derived": {
      severity: "reason",
      effect: "informs",
      summary: "the limits of the daemon were derived from labels or a config, not read from it",
      hint: "pass what the daemon says",
      settledBy: "echo get_default_active_thread_percentage | nvidia-cuda-mps-control",
      source:
        "https://github.com/NVIDIA/k8s-device-plugin/blob/v0.20.0/cmd/mps-control-daemon/mps/daemon.go",
    },
    "observation/unknown-line": {
      severity: "warning",
      summary: "A line is in no known format.",
    },
    "observation/ambiguous": {
      severity: "warning",
      summary: "A bare number may be one of several things.",
    },
    "observation/too-long": {
      severity: "warning",
      summary: "Only the first part of a text was read.",
    },
    "finding/daemon-not-reached": {
      severity: "finding",
      summary: "A process uses the GPU without MPS.",
    },
    "finding/limit-ignored": {
      severity: "finding",
      summary: "A process uses more memory than its limit.",
    },
    "finding/several-processes": {
      severity: "finding",
      summary: "The processes of a container together use more than its limit.",
    },
    "finding/over-limit": {
      severity: "finding",
      summary: "A process ran out of memory while the card had memory left.",
    },
    "finding/too-many-clients": {
      severity: "finding",
      summary: "An MPS server has as many clients as it can serve.",
    },
    "finding/server-fault": {
      severity: "finding",
      summary: "An MPS server failed.",
    },
    "finding/credentials": {
      severity: "finding",
      summary: "The daemon rejected a client: its user or IPC namespace differs.",
    },
  },
} as const;
