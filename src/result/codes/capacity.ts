/** Capacity: nodes, demands, packings, recommendations and quotas. */
export const CAPACITY_CODES = {
  about: "workload",
  status: 422,
  codes: {
    "capacity/value": { severity: "issue", summary: "A value that is counted with is invalid." },
    "capacity/unknown-key": {
      severity: "issue",
      key: true,
      summary: "A node, a demand or another input has an unknown key.",
    },
    "capacity/no-gpu": { severity: "either", summary: "A node has no GPU that can be counted." },
    "capacity/node-label": { severity: "either", summary: "A label of a node is invalid." },
    "capacity/mig": {
      severity: "either",
      summary: "A node has MIG slices, which are not counted.",
    },
    "capacity/memory-unknown": {
      severity: "warning",
      summary: "The memory of the cards of a node is unknown.",
    },
    "capacity/allocatable": {
      severity: "warning",
      summary: "A node offers other GPUs to pods than its labels say.",
    },
    "capacity/unschedulable": { severity: "warning", summary: "A node takes no new pods." },
    "capacity/copies-unknown": {
      severity: "warning",
      summary: "How many pods a workload runs is unknown.",
    },
    "capacity/no-limit": {
      severity: "either",
      summary: "A container or a config has no memory limit that holds on every GPU.",
    },
    "capacity/not-considered": {
      severity: "warning",
      summary: "A container, or a constraint of its pod, is not considered.",
    },
    "capacity/no-node": {
      severity: "warning",
      summary: "No node offers the resource, or has the labels, that a demand asks for.",
    },
    "capacity/too-few-gpus": {
      severity: "warning",
      summary: "No node has as many cards as a demand asks for.",
    },
    "capacity/too-large": {
      severity: "either",
      summary: "A memory limit is larger than every card.",
    },
    "capacity/over-share": {
      severity: "warning",
      summary: "A memory limit is larger than the share that the device plugin gives a client.",
    },
    "capacity/no-replica": { severity: "warning", summary: "Every replica is taken." },
    "capacity/no-memory": { severity: "warning", summary: "No card has enough memory left." },
    "capacity/no-clients": {
      severity: "warning",
      summary: "No MPS server can serve as many more clients.",
    },
    "capacity/no-threads": {
      severity: "warning",
      summary: "No card has enough of its threads left.",
    },
    "capacity/not-enforced": {
      severity: "warning",
      summary: "A demand is placed where its limits do not hold.",
    },
    "capacity/fewer-threads": {
      severity: "warning",
      summary: "The device plugin gives a client fewer threads than were asked for.",
    },
    "capacity/several-replicas": {
      severity: "warning",
      summary: "A demand asks for several replicas, which the device plugin rejects by default.",
    },
    "capacity/one-replica": {
      severity: "warning",
      summary: "A card is too small to be shared with this limit.",
    },
    "capacity/too-few-samples": {
      severity: "issue",
      summary: "There are too few samples for a recommendation.",
    },
    "capacity/saturated": {
      severity: "issue",
      summary: "The samples reach the present limit: they cannot show how much is needed.",
    },
    "capacity/uneven": {
      severity: "warning",
      summary: "Demands for one resource differ in memory: the largest is counted for each.",
    },
  },
} as const;
