import type { Result } from "../../result/result.ts";
import type { Metric } from "./observations.ts";
import { parseRows } from "./parse-rows.ts";

const KNOWN =
  /^(?:DCGM_FI_DEV_(?:FB_(?:USED|FREE|RESERVED)|GPU_UTIL|XID_ERRORS)|DCGM_FI_PROF_GR_ENGINE_ACTIVE|gpu_fractioning_gpu_(?:memory_used_bytes|sm_utilization_percent(?:_normalized)?))$/;
const EXPORTED = "exported_";
const SAMPLE = /^([A-Za-z_:][\w:]{0,199})(?=[{\s])/;
const LABEL = /\s*([A-Za-z_]\w*)="((?:[^"\\]|\\.)*)"\s*,?/y;
const VALUE = /^\s*([-+]?(?:\d[\d.]{0,30}(?:e[-+]?\d{1,4})?|nan|inf))(?:\s+-?\d{1,20})?$/i;

/**
 * Reads metrics in Prometheus' text format: those of DCGM's exporter and of KAI's fractioning about GPU
 * memory and use; it skips others. A warning for each line in another format.
 *
 * Sources: https://github.com/NVIDIA/dcgm-exporter, etc/default-counters.csv;
 * https://github.com/kai-scheduler/gpu-fractioning
 */
export function parsePrometheus(text: unknown): Result<readonly Metric[]> {
  return parseRows(text, readMetric);
}

export function readMetric(line: string): Metric[] | undefined {
  if (line.startsWith("#")) return [];
  const [, name] = SAMPLE.exec(line) ?? [];
  if (name === undefined) return undefined;
  const labels: [string, string][] = [];
  const exported: [string, string][] = [];
  let rest = line.slice(name.length);
  if (rest.startsWith("{")) {
    let at = 1;
    LABEL.lastIndex = at;
    for (let found = LABEL.exec(rest); found !== null; found = LABEL.exec(rest)) {
      const [, key = "", value = ""] = found;
      const isExported = key.startsWith(EXPORTED);
      const label = isExported ? key.slice(EXPORTED.length) : key;
      (isExported ? exported : labels).push([label, value.replace(/\\(.)/g, unescaped)]);
      at = LABEL.lastIndex;
    }
    rest = rest.slice(at).trimStart();
    if (!rest.startsWith("}")) return undefined;
    rest = rest.slice(1);
  }
  const [, value] = VALUE.exec(rest) ?? [];
  if (value === undefined) return undefined;
  // Where Prometheus has a label as well, the exported one is that of the pod.
  return KNOWN.test(name) && Number.isFinite(Number(value))
    ? [{ name, labels: Object.fromEntries([...labels, ...exported]), value: Number(value) }]
    : [];
}

function unescaped(_: string, character: string): string {
  return character === "n" ? "\n" : character;
}
