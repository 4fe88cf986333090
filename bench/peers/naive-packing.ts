import type { GpuDemand, GpuNodeInput } from "kube-mps/capacity";

/** First-fit decreasing as one writes it down: every copy looks at every card. */
export function packNaively(
  nodes: readonly GpuNodeInput[],
  demands: readonly GpuDemand[],
): string[][] {
  const cards = nodes.flatMap(
    ({ count, memoryMiB = 0, replicas = 1, sharedBy, maxClients = 48 }) => {
      const isOwn = sharedBy === "daemon";
      return Array.from({ length: count }, () => ({
        free: memoryMiB,
        share: isOwn ? memoryMiB : Math.floor(memoryMiB / replicas),
        replicas: isOwn ? Number.POSITIVE_INFINITY : replicas,
        clients: maxClients,
        placed: [] as string[],
      }));
    },
  );
  const sorted = [...demands].sort(
    (a, b) =>
      (b.memoryMiB ?? 0) - (a.memoryMiB ?? 0) ||
      (b.threads ?? 0) - (a.threads ?? 0) ||
      (b.clients ?? 1) - (a.clients ?? 1) ||
      (a.name < b.name ? -1 : 1),
  );
  for (const { name, memoryMiB = 0, clients = 1, copies } of sorted) {
    const memory = memoryMiB * clients;
    for (let copy = 0; copy < copies; copy++) {
      const card = cards.find(
        (one) =>
          one.free >= memory &&
          memoryMiB <= one.share &&
          one.replicas > 0 &&
          one.clients >= clients,
      );
      if (card === undefined) break;
      card.free -= memory;
      card.replicas -= 1;
      card.clients -= clients;
      card.placed.push(name);
    }
  }
  return cards.map(({ placed }) => placed);
}
