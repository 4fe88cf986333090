import { argo } from "./table/argo.ts";
import { batch } from "./table/batch.ts";
import { inference } from "./table/inference.ts";
import { kruise } from "./table/kruise.ts";
import { kubeflow } from "./table/kubeflow.ts";
import { kubernetes } from "./table/kubernetes.ts";
import { languageModels } from "./table/language-models.ts";
import { platforms } from "./table/platforms.ts";
import { ray } from "./table/ray.ts";
import { serving } from "./table/serving.ts";
import { skipped } from "./table/skipped.ts";
import { spark } from "./table/spark.ts";
import { training } from "./table/training.ts";
import type { WorkloadKind } from "./workload-kind.ts";

/**
 * Every kind that is known to hold containers, and the kinds to skip. Rows are found by group and
 * kind, whatever the version; `*List` kinds need no row. `docs/kinds.md`
 * is generated from this table. Functions, so that a bundle which only validates configs drops it.
 */
export const builtInKinds = (): readonly WorkloadKind[] => [
  ...kubernetes(),
  ...argo(),
  ...kubeflow(),
  ...training(),
  ...serving(),
  ...inference(),
  ...languageModels(),
  ...ray(),
  ...spark(),
  ...batch(),
  ...kruise(),
  ...platforms(),
  ...skipped(),
];
