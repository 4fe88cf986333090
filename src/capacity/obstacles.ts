import { MIG_PREFIX } from "../kubernetes/gpu/gpu-resource-names.ts";
import { type Issue, newIssue } from "../result/issue.ts";
import type { IssueCode } from "../result/issue-code.ts";
import type { Card } from "./card.ts";
import type { CheckedDemand } from "./check-packing-input.ts";
import type { GpuNode } from "./gpu-node.ts";

/** What may keep a demand from a card, in the order in which it is looked at. */
const OBSTACLES: readonly (readonly [code: IssueCode, message: string, hint?: string])[] = [
  ["capacity/no-node", "no node offers this resource and has the labels of the nodeSelector"],
  ["capacity/too-few-gpus", "no node has so many cards"],
  [
    "capacity/memory-unknown",
    "how much memory the cards have is unknown",
    "set memoryMiB of the node",
  ],
  ["capacity/too-large", "no card has so much memory"],
  [
    "capacity/over-share",
    "the device plugin gives a client a smaller share than this limit",
    "configure fewer replicas: see replicasFor",
  ],
  ["capacity/no-clients", "an MPS server does not serve so many clients"],
  ["capacity/no-threads", "these are more threads than threadFactor allows"],
  ["capacity/no-replica", "every replica is taken"],
  ["capacity/no-memory", "no card has so much memory left"],
  ["capacity/no-clients", "no MPS server can serve so many more clients"],
  ["capacity/no-threads", "no card has so many of its threads left"],
  ["capacity/too-few-gpus", "no node has so many cards with enough left"],
];

/** From this one on, empty cards would do. */
export const FIRST_OF_ROOM = 7;

/** The number of none on a card. */
export const NO_OBSTACLE: 11 = 11;

/** The number of the first obstacle. */
export function firstObstacle(demand: CheckedDemand, card: Card): number {
  const { memoryMiB, clients, gpus } = demand;
  const { node, whole } = card;
  if (!isMeant(demand, node)) return 0;
  if (node.count < gpus) return 1;
  if (memoryMiB !== undefined && node.memoryMiB === undefined) return 2;
  const memory = card.memoryFor(demand);
  if (memory > whole[0]) return 3;
  if (memoryMiB !== undefined && memoryMiB > card.clientMiB) return 4;
  const threads = demand.threads * clients;
  if (clients > whole[2]) return 5;
  if (threads > whole[3]) return 6;
  if (card.replicas < (card.takesAll(demand) ? whole[1] : 1)) return 7;
  if (memory > card.freeMiB) return 8;
  if (clients > whole[2] - card.clients) return 9;
  return threads > whole[3] - card.threads ? 10 : NO_OBSTACLE;
}

export function describeObstacle(obstacle: number, { path, memoryMiB }: CheckedDemand): Issue {
  const [code, message, hint] = OBSTACLES[obstacle] as (typeof OBSTACLES)[number];
  return newIssue(
    code,
    path,
    message,
    hint,
    ...(memoryMiB === undefined ? [] : [`${memoryMiB}Mi`]),
  );
}

/** Whether a node offers the resource and has the labels. */
function isMeant({ resource, selector }: CheckedDemand, node: GpuNode): boolean {
  const { labels } = node;
  const isOffered =
    resource === undefined ||
    resource === node.resource ||
    (node.resource === undefined && !resource.startsWith(MIG_PREFIX));
  if (!isOffered || selector.length === 0 || labels === undefined) return isOffered;
  return selector.every(([name, value]) => Object.hasOwn(labels, name) && labels[name] === value);
}
