import { failOnFlag } from "../args/flag.ts";
import { flagsFor } from "../args/option-flags.ts";
import type { Command } from "./command.ts";

export const EXPLAIN: Command = {
  help: {
    name: "explain",
    operands: "FILE|DIR|GLOB|- ...",
    about: "Tells which limit of a pod holds on its node, and why one does not.",
    flags: [
      { name: "node", short: "n", value: "FILE", about: "nodes, unless the operands have them" },
      {
        name: "observations",
        value: "FILE",
        repeats: true,
        about: "pasted nvidia-smi, MPS answers, logs of one node",
      },
      failOnFlag("unenforced"),
      ...flagsFor("gpuResources", "kinds"),
    ],
    examples: [
      "kube-mps explain pod.yaml --node node.yaml --observations smi.txt",
      "kubectl get pods,nodes -A -o json | kube-mps explain -",
    ],
  },
  // Loaded only if it runs: other commands start no slower.
  run: async (run) => (await import("../explaining/explain-pods.ts")).explainPods(run),
};
