import { isDeepStrictEqual } from "node:util";
import { type MpsConfigInput, type Result, unwrap } from "kube-mps";
import { toMutatingAdmissionPolicy, toValidatingAdmissionPolicy } from "kube-mps/admission";
import {
  fromDialect,
  planAdjustment,
  type Rendering,
  toControlCommands,
  toDevicePluginConfig,
  toEcsGpuOptions,
  toFractioningAnnotations,
  toGkePodSettings,
  toMpsServerConfig,
  toResourceClaimTemplate,
} from "kube-mps/dialects";
import { compare, consume, type Engine } from "../harness/compare.ts";
import { effort, type Subject } from "../harness/subject.ts";
import { timingTable } from "../harness/timing-table.ts";
import { CONFIG } from "../inputs/limits.ts";

const BATCH = 1_000;

/** A card of which `CONFIG`, 4 GiB, is a half. */
const CARD = { memoryMiB: 8192 };

const WRITERS: Readonly<Record<string, () => Result<Rendering<unknown>>>> = {
  toResourceClaimTemplate: () => toResourceClaimTemplate(CONFIG, { name: "shared-gpu" }),
  toDevicePluginConfig: () => toDevicePluginConfig(CONFIG, CARD),
  toGkePodSettings: () => toGkePodSettings(CONFIG, { ...CARD, maxSharedClients: 2 }),
  toFractioningAnnotations: () => toFractioningAnnotations(CONFIG, { container: "main" }),
  toEcsGpuOptions: () => toEcsGpuOptions(CONFIG),
  toMpsServerConfig: () => toMpsServerConfig({ main: { config: CONFIG } }),
};

const LARGER: MpsConfigInput = { pinnedDeviceMemoryLimit: "8Gi" };

const OTHERS: Readonly<Record<string, () => Result<unknown>>> = {
  toControlCommands: () => toControlCommands(CONFIG, { protocol: 2, devices: [0, 1] }),
  planAdjustment: () => planAdjustment(CONFIG, LARGER, { mechanism: "v2" }),
  toMutatingAdmissionPolicy: () => toMutatingAdmissionPolicy(CONFIG, { name: "limits" }),
  toValidatingAdmissionPolicy: () => toValidatingAdmissionPolicy(CONFIG, { name: "guard" }),
};

/** Limits in another dialect, and back: every reading is checked before it is timed. */
export const dialects: Subject = {
  name: "dialects",
  measure(settings) {
    const readers = Object.entries(WRITERS).map(
      ([name, write]): [string, () => Result<unknown>] => {
        const { value } = unwrap(write());
        const read = () => fromDialect(value, CARD);
        verify(name, unwrap(read()).config);
        return [`fromDialect, of ${name}`, read];
      },
    );
    const cases = [...Object.entries(WRITERS), ...readers, ...Object.entries(OTHERS)];
    const timings = compare(cases.map(engine), effort(settings, 9), settings.seed);
    const table = timingTable("Dialects", timings, { unit: "us", of: "one call" });
    return { tables: [table], verdicts: [] };
  },
};

function engine([name, call]: [string, () => Result<unknown>]): Engine {
  return {
    name,
    run: () => {
      for (let count = 0; count < BATCH; count++) consume(unwrap(call()));
      return BATCH;
    },
  };
}

function verify(name: string, read: object): void {
  if (!isDeepStrictEqual({ ...read }, { ...CONFIG }))
    throw new Error(`${name}: read back differently`);
}
