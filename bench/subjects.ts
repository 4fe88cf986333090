import type { Subject } from "./harness/subject.ts";
import { admission } from "./subjects/admission.ts";
import { bundleSize } from "./subjects/bundle-size.ts";
import { capacity } from "./subjects/capacity.ts";
import { command } from "./subjects/command.ts";
import { config } from "./subjects/config.ts";
import { dialects } from "./subjects/dialects.ts";
import { explain } from "./subjects/explain.ts";
import { growth } from "./subjects/growth.ts";
import { jsonPatch } from "./subjects/json-patch.ts";
import { objects } from "./subjects/objects.ts";
import { policy } from "./subjects/policy.ts";
import { startup } from "./subjects/startup.ts";
import { stream } from "./subjects/stream.ts";
import { yaml } from "./subjects/yaml.ts";

/** Everything that is measured, in the order of the report. */
export const SUBJECTS: readonly Subject[] = [
  objects,
  jsonPatch,
  config,
  yaml,
  command,
  admission,
  capacity,
  dialects,
  stream,
  policy,
  explain,
  growth,
  startup,
  bundleSize,
];
