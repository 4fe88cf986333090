import { builtInKinds } from "../../src/kubernetes/kinds/built-in-kinds.ts";
import { compareRow, definitionsByKind } from "./compare-row.ts";
import { explains, explanations } from "./explanations.ts";
import { readCrds } from "./read-crds.ts";

/**
 * `npm run kinds:check -- DIR`: compares the table of kinds with the CustomResourceDefinitions in a folder,
 * such as checkouts of the projects. Fails where a row differs from a schema and does not say why.
 */
function main(folder: string | undefined): number {
  if (folder === undefined) {
    console.error("usage: npm run kinds:check -- DIR");
    return 2;
  }
  const { crds, unread } = readCrds(folder);
  for (const file of unread) console.error(`could not be read: ${file}`);
  const definitions = definitionsByKind(crds);
  const reasons = explanations("src/kubernetes/kinds/table");
  const counts = { agree: 0, explained: 0, differ: 0, "have no definition here": 0 };
  for (const row of builtInKinds().filter(({ skip }) => skip === undefined)) {
    for (const kind of [row.kind].flat()) {
      const name = `${row.group} ${kind}`;
      const crd = definitions.get(name);
      if (crd === undefined) {
        counts["have no definition here"] += 1;
        continue;
      }
      const differences = compareRow(row, crd);
      const unexplained = differences.filter(
        ({ path }) => !reasons.some((reason) => explains(reason, kind, path)),
      );
      for (const { path, problem } of unexplained) console.log(`${name}: ${path} is ${problem}`);
      if (unexplained.length > 0) counts.differ += 1;
      else if (differences.length > 0) counts.explained += 1;
      else counts.agree += 1;
    }
  }
  const summary = Object.entries(counts).map(([what, count]) => `${count} ${what}`);
  console.log(`${crds.length} definitions; kinds: ${summary.join(", ")}`);
  return counts.differ > 0 ? 1 : 0;
}

process.exitCode = main(process.argv[2]);
