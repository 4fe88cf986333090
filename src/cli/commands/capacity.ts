import { failOnFlag } from "../args/flag.ts";
import { flagsFor } from "../args/option-flags.ts";
import type { Command } from "./command.ts";

export const CAPACITY: Command = {
  help: {
    name: "capacity",
    operands: "NODES MANIFESTS|DIR|GLOB|- ...",
    about: "Shows whether the limits of workloads fit the cards of nodes.",
    flags: [
      { name: "reserve", value: "MIB", about: "memory of each card that no workload gets: 0" },
      { name: "thread-factor", value: "N", about: "1: threads add up to 100 %; else unbounded" },
      failOnFlag("unplaced"),
      ...flagsFor("gpuResources", "kinds"),
    ],
    examples: [
      "kubectl get nodes -o json | kube-mps capacity - k8s/",
      "kube-mps capacity nodes.yaml k8s/ --fail-on unplaced",
    ],
  },
  // Loaded only if it runs: other commands start no slower.
  run: async (run) => (await import("../packing/pack-inputs.ts")).packInputs(run),
};
