import type { CodeFacts } from "../../../src/result/code-area.ts";
import { factsOf } from "../../../src/result/code-areas.ts";
import type { EXPLAIN_CODES } from "../../../src/result/codes/explain.ts";
import type { FINDING_CODES } from "../../../src/result/codes/findings.ts";

type Code =
  | keyof typeof EXPLAIN_CODES.codes
  | Extract<keyof typeof FINDING_CODES.codes, `finding/${string}`>;

/** Where the fact that each rests on is from. Does not compile without one for every code. */
const SOURCES: Readonly<Record<Code, string>> = {
  "explain/time-slicing": "https://github.com/NVIDIA/k8s-device-plugin#shared-access-to-gpus",
  "explain/node-without-mps":
    "https://github.com/NVIDIA/k8s-device-plugin/blob/v0.20.0/internal/lm/nvml.go",
  "explain/mig": "https://github.com/NVIDIA/k8s-device-plugin/blob/v0.20.0/internal/plugin/mps.go",
  "explain/dra-without-mps":
    "https://github.com/kubernetes-sigs/dra-driver-nvidia-gpu/blob/main/demo/specs/quickstart/v1/gpu-test-mps.yaml",
  "explain/no-pipe-mount": "https://github.com/NVIDIA/k8s-device-plugin/issues/467",
  "explain/pipe-directory":
    "https://github.com/NVIDIA/k8s-device-plugin/blob/v0.20.0/internal/plugin/mps.go",
  "explain/cuda-too-old": "https://docs.nvidia.com/deploy/mps/appendix-environment-variables.html",
  "explain/device-not-visible":
    "https://docs.nvidia.com/dynamo/dev/many-model-serving/per-gpu-compute-and-memory-limits-with-mps",
  "explain/ignored-by-cuda":
    "https://docs.nvidia.com/deploy/mps/appendix-environment-variables.html",
  "explain/misspelled": "https://docs.nvidia.com/deploy/mps/appendix-environment-variables.html",
  "explain/namespace-overrides":
    "https://docs.nvidia.com/dynamo/dev/many-model-serving/per-gpu-compute-and-memory-limits-with-mps",
  "explain/no-limit": "https://docs.nvidia.com/deploy/mps/appendix-environment-variables.html",
  "explain/replaces-share":
    "https://github.com/GoogleCloudPlatform/container-engine-accelerators/blob/master/pkg/gpu/nvidia/manager.go",
  "explain/device-unlimited":
    "https://docs.nvidia.com/deploy/mps/appendix-environment-variables.html",
  "explain/nvidia-visible-devices":
    "https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/docker-specialized.html",
  "explain/privileged":
    "https://kubernetes.io/docs/concepts/security/linux-kernel-security-constraints/#privileged-containers",
  "explain/node-unknown": "https://github.com/NVIDIA/k8s-device-plugin#catalog-of-labels",
  "explain/other-node":
    "https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#nodename",
  "explain/node-unlabeled":
    "https://github.com/NVIDIA/k8s-device-plugin/blob/v0.20.0/docs/gpu-feature-discovery/README.md",
  "explain/not-allocatable":
    "https://github.com/kubernetes/enhancements/tree/master/keps/sig-scheduling/5004-dra-extended-resource",
  "explain/dra-unknown":
    "https://github.com/kubernetes-sigs/dra-driver-nvidia-gpu/blob/main/cmd/gpu-kubelet-plugin/sharing.go",
  "explain/dra-with-mps":
    "https://github.com/kubernetes-sigs/dra-driver-nvidia-gpu/blob/main/pkg/featuregates/featuregates.go",
  "explain/own-daemon": "https://github.com/NVIDIA/k8s-device-plugin/issues/467",
  "explain/unknown-value":
    "https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/",
  "explain/device-uncertain":
    "https://docs.nvidia.com/dynamo/dev/many-model-serving/per-gpu-compute-and-memory-limits-with-mps",
  "explain/shared-memory": "https://github.com/NVIDIA/k8s-device-plugin/pull/506",
  "explain/host-ipc": "https://cloud.google.com/kubernetes-engine/docs/how-to/nvidia-mps-gpus",
  "explain/share-unknown":
    "https://github.com/NVIDIA/k8s-device-plugin/blob/v0.20.0/internal/lm/resource.go",
  "explain/above-daemon": "https://docs.nvidia.com/deploy/mps/appendix-environment-variables.html",
  "explain/no-thread-limit":
    "https://docs.nvidia.com/deploy/mps/appendix-environment-variables.html",
  "explain/duplicate":
    "https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/",
  "explain/cuda-visible-devices":
    "https://docs.nvidia.com/deploy/mps/appendix-environment-variables.html",
  "explain/user": "https://github.com/kubernetes-sigs/dra-driver-nvidia-gpu/pull/1153",
  "explain/several-processes": "https://github.com/NVIDIA/k8s-device-plugin/issues/594",
  "explain/derived":
    "https://github.com/NVIDIA/k8s-device-plugin/blob/v0.20.0/cmd/mps-control-daemon/mps/daemon.go",
  "finding/daemon-not-reached": "https://docs.nvidia.com/deploy/mps/index.html",
  "finding/limit-ignored": "https://docs.nvidia.com/deploy/mps/appendix-environment-variables.html",
  "finding/several-processes": "https://github.com/NVIDIA/k8s-device-plugin/issues/594",
  "finding/over-limit":
    "https://docs.nvidia.com/dynamo/dev/many-model-serving/per-gpu-compute-and-memory-limits-with-mps",
  "finding/too-many-clients": "https://github.com/NVIDIA/k8s-device-plugin/issues/1118",
  "finding/server-fault": "https://docs.nvidia.com/deploy/mps/index.html",
  "finding/credentials": "https://github.com/NVIDIA/k8s-device-plugin/issues/764",
};

/** The page with the tables at its end, made of the table of codes. */
export function withTables(page: string): string {
  return page
    .replace(/^\| reason \|.*\n(?:\|.*\n)+\n?/m, "")
    .replace(/^\| finding \|.*\n(?:\|.*\n)+/m, "")
    .replace(/^## Every finding\n/m, `${reasonTable()}\n$&`)
    .replace(/\n*$/, `\n\n${findingTable()}`);
}

function reasonTable(): string {
  const head = "| reason | | what to change | until | source |\n|---|---|---|---|---|\n";
  return (
    head +
    rows("reason", ({ effect = "", hint = "", isDoubt, settledBy = "" }) => [
      effect,
      cell(hint),
      isDoubt ? code(settledBy) : "",
    ])
  );
}

function findingTable(): string {
  const head = "| finding | what to change | source |\n|---|---|---|\n";
  return head + rows("finding", ({ hint = "" }) => [cell(hint)]);
}

function rows(severity: CodeFacts["severity"], cellsOf: (facts: CodeFacts) => string[]): string {
  return (Object.keys(SOURCES) as Code[])
    .map((name) => ({ name, facts: factsOf(name) }))
    .filter(({ facts }) => facts.severity === severity)
    .map(({ name, facts }) => {
      const link = `[${cell(facts.summary)}](errors.md#${name.replace("/", "")})`;
      const source = `[${new URL(SOURCES[name]).hostname}](${SOURCES[name]})`;
      return `| ${[link, ...cellsOf(facts), source].join(" | ")} |\n`.replaceAll("  ", " ");
    })
    .join("");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}

/** A command as code; an observation that it is to show comes after a colon. */
function code(command: string): string {
  const [, before = "", after = ""] = /^([^:]*)(: .*)?$/.exec(command) ?? [];
  return `\`${cell(before)}\`${after}`;
}
