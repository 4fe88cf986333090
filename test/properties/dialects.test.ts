import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import type { MpsConfig, Result } from "kube-mps";
import {
  fromDialect,
  type Loss,
  type Rendering,
  toDeviceClass,
  toDevicePluginConfig,
  toEcsGpuOptions,
  toFractioningAnnotations,
  toGkePodSettings,
  toMpsServerConfig,
  toResourceClaim,
  toResourceClaimTemplate,
} from "kube-mps/dialects";
import { describe, expect, it } from "vitest";
import { parseQuantity } from "../../src/kubernetes/quantity/parse-quantity.ts";
import { config } from "../helpers/arbitraries/config.ts";
import { at } from "../helpers/outcome.ts";
import { runs } from "../helpers/properties.ts";

const MIB = 2 ** 20;
const NO_LIMIT = Number.POSITIVE_INFINITY;

/** Configs of any size up to a card of 80 GiB, percentages included that no table has. */
const anyConfig = (): fc.Arbitrary<MpsConfig> =>
  fc.oneof(
    config(),
    fc
      .record<MpsConfig>(
        {
          activeThreadPercentage: fc.integer({ min: 0, max: 100 }),
          pinnedDeviceMemoryLimit: fc
            .integer({ min: 512, max: 81_920 })
            .map((count) => count * MIB),
          perDevicePinnedMemoryLimit: fc.dictionary(
            fc.integer({ min: 0, max: 3 }).map(String),
            fc.integer({ min: 512, max: 81_920 }).map((count) => count * MIB),
            { minKeys: 1 },
          ),
          clientPriority: fc.constantFrom(0, 1),
        },
        { requiredKeys: [] },
      )
      .filter((fields) => Object.keys(fields).length > 0),
  );

interface Card {
  readonly memoryMiB: number;
  readonly clients: number;
}

const card = (): fc.Arbitrary<Card> =>
  fc.record({
    memoryMiB: fc.oneof(
      fc.constantFrom(15_360, 24_576, 46_068, 81_559, 81_920),
      fc.integer({ min: 1_000, max: 200_000 }),
    ),
    clients: fc.integer({ min: 2, max: 48 }),
  });

type Writer = (config: MpsConfig, card: Card, allowWider: boolean) => Result<Rendering<unknown>>;

const WRITERS: Readonly<Record<string, Writer>> = {
  toResourceClaim: (limits) => toResourceClaim(limits, { name: "a" }),
  toResourceClaimTemplate: (limits) => toResourceClaimTemplate(limits, { name: "a" }),
  toDeviceClass: (limits) => toDeviceClass(limits, { name: "a" }),
  toDevicePluginConfig: (limits, { memoryMiB, clients }, allowWider) =>
    toDevicePluginConfig(limits, { memoryMiB, maxClients: clients, allowWider }),
  toGkePodSettings: (limits, { memoryMiB, clients }, allowWider) =>
    toGkePodSettings(limits, { memoryMiB, maxSharedClients: clients, allowWider }),
  toFractioningAnnotations: (limits) => toFractioningAnnotations(limits, { container: "main" }),
  toEcsGpuOptions: (limits) => toEcsGpuOptions(limits),
  toMpsServerConfig: (limits) => toMpsServerConfig({ main: { config: limits } }),
};

/** What a config means: the same number for no limit, however that is said. */
function meaningOf(limits: MpsConfig) {
  const memory = (device: string): number =>
    limits.perDevicePinnedMemoryLimit?.[device] ?? limits.pinnedDeviceMemoryLimit ?? NO_LIMIT;
  return {
    memory: { ...Object.fromEntries(["0", "1", "2", "3"].map((one) => [one, memory(one)])) },
    others: limits.pinnedDeviceMemoryLimit ?? NO_LIMIT,
    threads: limits.activeThreadPercentage || 100,
    priority: (limits.clientPriority ?? 0) as number,
  };
}

/** The meaning of a config less its losses. */
function afterLosses(limits: MpsConfig, losses: readonly Loss[]) {
  const meaning = meaningOf(limits);
  const named = Object.keys(limits.perDevicePinnedMemoryLimit ?? {});
  for (const { path, field, kind, got } of losses) {
    if (kind === "scope") continue;
    const device = /^\d$/.test(String(path.at(-1))) ? String(path.at(-1)) : undefined;
    const value = got === undefined ? undefined : Number(got);
    if (field === "activeThreadPercentage") meaning.threads = value ?? 100;
    else if (field === "clientPriority") meaning.priority = value ?? 0;
    else if (device !== undefined) meaning.memory[device] = value ?? NO_LIMIT;
    else {
      meaning.others = value ?? NO_LIMIT;
      for (const one of Object.keys(meaning.memory)) {
        if (!named.includes(one)) meaning.memory[one] = value ?? NO_LIMIT;
      }
    }
  }
  return meaning;
}

/** Every Kubernetes quantity of memory in what was written. */
function quantitiesIn(value: unknown): string[] {
  const texts = JSON.stringify(value).match(/"\d+(?:[KMGTPE]i?)?"/g) ?? [];
  return texts.map((text) => text.slice(1, -1));
}

describe.each(Object.entries(WRITERS))("%s", (name, write) => {
  it("is read back as the config less its losses", () => {
    let successes = 0;
    fc.assert(
      fc.property(anyConfig(), card(), fc.boolean(), (limits, oneCard, allowWider) => {
        const written = write(limits, oneCard, allowWider);
        if (!written.ok) return;
        const { value, losses } = written.value;
        const read = fromDialect(value, { memoryMiB: oneCard.memoryMiB });
        // A server without limits has nothing to be read.
        if (isDeepStrictEqual(Object.keys(limits), ["activeThreadPercentage"])) {
          if (limits.activeThreadPercentage === 0 || limits.activeThreadPercentage === 100) return;
        }
        if (!read.ok) throw new Error(read.issues.map(at).join());
        expect(meaningOf(read.value.config)).toEqual(afterLosses(limits, losses));
        successes++;
      }),
      runs(300),
    );
    // Or the law would be about nothing.
    expect(successes).toBeGreaterThan(30);
  });

  it("grants no more without a loss of kind widened, and never much more unless that is allowed", () => {
    fc.assert(
      fc.property(anyConfig(), card(), fc.boolean(), (limits, oneCard, allowWider) => {
        const written = write(limits, oneCard, allowWider);
        if (!written.ok) {
          expect(written.issues.map(({ code }) => code)).not.toContain("dialect/unknown");
          if (allowWider && name !== "toEcsGpuOptions") {
            expect(written.issues.map(({ code }) => code)).not.toContain("dialect/wider");
          }
          return;
        }
        const { effective, losses } = written.value;
        const before = meaningOf(limits);
        const isWider =
          (effective.memoryMiB ?? NO_LIMIT) * MIB > Number(before.memory["0"]) ||
          (effective.threads ?? 100) > before.threads;
        if (isWider) expect(losses.map(({ kind }) => kind)).toContain("widened");
        for (const { kind, field, asked, got } of losses) {
          if (kind !== "widened" || allowWider) continue;
          const most = field === "activeThreadPercentage" ? 1 : (oneCard.memoryMiB * MIB) / 100;
          expect(Number(got) - Number(asked)).toBeLessThanOrEqual(most);
        }
      }),
      runs(300),
    );
  });

  it("reports every loss as a warning, and writes quantities that Kubernetes accepts", () => {
    fc.assert(
      fc.property(anyConfig(), card(), (limits, oneCard) => {
        const written = write(limits, oneCard, true);
        if (!written.ok) return;
        const { value, losses } = written.value;
        const codes = losses.map(({ kind }) => `dialect/${kind === "widened" ? "wider" : kind}`);
        const warnings = written.warnings.map(({ code }) => code);
        expect(warnings.filter((code) => codes.includes(code))).toEqual(codes);
        for (const text of quantitiesIn(value)) expect(typeof parseQuantity(text)).toBe("bigint");
      }),
      runs(100),
    );
  });

  it("changes no input, and answers the same twice", () => {
    fc.assert(
      fc.property(anyConfig(), card(), (limits, oneCard) => {
        const before = structuredClone(limits);
        const first = write(Object.freeze(limits), oneCard, true);
        expect(limits).toEqual(before);
        expect(write(limits, oneCard, true)).toEqual(first);
      }),
      runs(50),
    );
  });
});
