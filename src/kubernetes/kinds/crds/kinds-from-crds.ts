import { type Issue, newIssue } from "../../../result/issue.ts";
import { failure, isNonEmpty, type Result, success } from "../../../result/result.ts";
import { unreadable } from "../../../result/unreadable.ts";
import { builtInKinds } from "../built-in-kinds.ts";
import type { WorkloadKind } from "../workload-kind.ts";
import { type Crd, crdsIn } from "./crd-schemas.ts";
import { mergedRow } from "./merged-row.ts";
import { PlaceCollector } from "./place-collector.ts";
import { SchemaReader } from "./schema-places.ts";

/**
 * Rows for the option `kinds` from CustomResourceDefinitions: one definition, a list, or what
 * `kubectl get crds -o json` prints, in `v1` or `v1beta1`.
 *
 * A row says where the OpenAPI schemas of all versions have a pod spec (a list of `containers` with `env`
 * and `resources`), an object like a container, under these or other names, or a whole object
 * (`x-kubernetes-embedded-resource`). Where a schema does not say what is in an object, or has resources
 * without `env`, a GPU is reported (`opaque`). A kind without any of these needs no row. A kind that
 * is known keeps the paths of its row, and gets none if it is skipped. `status` is not read.
 *
 * Issues: `kinds/not-a-crd`, `input/unreadable`; warnings: `kinds/opaque`, `kinds/unsupported`,
 * `kinds/too-large`. Never throws.
 *
 * @example
 * ```ts
 * const crds = JSON.parse(execSync("kubectl get crds -o json"));
 * const kinds = unwrap(kindsFromCrds(crds));
 * const options = unwrap(compileOptions({ kinds }));
 * ```
 */
export function kindsFromCrds(crds: unknown): Result<readonly WorkloadKind[]> {
  try {
    const issues: Issue[] = [];
    const warnings: Issue[] = [];
    const table = builtInKinds();
    const rows = mergedCrds(crdsIn(crds, [], issues)).flatMap((crd) => {
      const known = table.find((row) => isOf(row, crd));
      if (known?.skip !== undefined) return [];
      const row = mergedRow(crd, placesOf(crd, warnings), known);
      return row === undefined ? [] : [row];
    });
    return isNonEmpty(issues) ? failure(issues, warnings) : success(rows, warnings);
  } catch (error) {
    return unreadable(error);
  }
}

/** A kind may be defined more than once: once with all of its schema, and once without. */
function mergedCrds(crds: readonly Crd[]): Crd[] {
  const byName = new Map<string, Crd>();
  for (const crd of crds) {
    const name = `${crd.group}/${crd.kind}`;
    const other = byName.get(name);
    const schemas = [...(other?.schemas ?? []), ...crd.schemas];
    byName.set(name, { ...(other ?? crd), schemas });
  }
  return [...byName.values()];
}

function isOf({ group, kind }: WorkloadKind, crd: Crd): boolean {
  return group === crd.group && (kind === "*" || [kind].flat().includes(crd.kind));
}

/** What all schemas of a kind have. */
export function placesOf(crd: Crd, warnings: Issue[]): PlaceCollector {
  const reader = new SchemaReader();
  const collector = new PlaceCollector();
  for (const schema of crd.schemas) {
    collector.add(reader.readRoot(schema));
  }
  const { kind } = crd;
  const warn = (
    code: "kinds/opaque" | "kinds/unsupported" | "kinds/too-large",
    message: string,
    hint: string,
  ) => warnings.push(newIssue(code, crd.path, message, hint));
  const [opaque] = collector.opaque;
  if (opaque !== undefined) {
    const count = collector.opaque.size - 1;
    const more = count === 0 ? "" : `, or in ${count} more ${count === 1 ? "place" : "places"}`;
    warn(
      "kinds/opaque",
      `the schema of ${kind} does not say what is in ${opaque}${more}`,
      "a GPU there is reported; add a row for this kind to the option kinds if it holds containers",
    );
  }
  if (collector.unsupported !== undefined) {
    const place = collector.unsupported === "" ? "at the root" : `in ${collector.unsupported}`;
    warn(
      "kinds/unsupported",
      `${kind} has containers ${place}, which no row can describe`,
      "objects of this kind get no limits there",
    );
  }
  if (reader.isTooDeep || collector.isCut) {
    warn(
      "kinds/too-large",
      `the schema of ${kind} is nested too deeply, or has too many containers`,
      "add a row for this kind to the option kinds",
    );
  }
  return collector;
}
