/** Text that was pasted, and what it shows: the findings of `diagnose`. */
export const FINDING_CODES = {
  about: "text",
  status: 422,
  codes: {
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
      summary: "a program could not reach the MPS daemon",
      hint: "check the pipe directory, its mount, and that the daemon answers",
    },
    "finding/limit-ignored": {
      severity: "finding",
      summary: "a process uses more memory than its limit",
      hint: "look up the pod with explainLimits: no limit holds for this process",
    },
    "finding/several-processes": {
      severity: "finding",
      summary: "the processes of a container together use more than its limit",
      hint: "divide the limit by the number of processes",
    },
    "finding/over-limit": {
      severity: "finding",
      summary: "a program ran out of memory while a card had memory left: its limit is too low",
      hint: "raise the limit, or let the program use less: it sees the whole card as total memory",
    },
    "finding/too-many-clients": {
      severity: "finding",
      summary: "a server has as many clients as it can serve",
      hint: "run fewer processes on the card",
    },
    "finding/server-fault": {
      severity: "finding",
      summary: "an MPS server failed, or ended its clients",
      hint: "restart the programs on its card; end clients by terminate_client before they are killed",
    },
    "finding/credentials": {
      severity: "finding",
      summary: "the daemon rejected a client of another user or IPC namespace, or a health check",
      hint: "run all programs on the card as one user; on GKE set hostIPC",
    },
  },
} as const;
