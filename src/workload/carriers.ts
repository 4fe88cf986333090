import type { Carrier } from "./carrier.ts";
import { argo } from "./carriers/argo.ts";
import { batch } from "./carriers/batch.ts";
import { kruise } from "./carriers/kruise.ts";
import { kubeflow } from "./carriers/kubeflow.ts";
import { kubernetes } from "./carriers/kubernetes.ts";
import { languageModels } from "./carriers/language-models.ts";
import { leftAlone } from "./carriers/left-alone.ts";
import { ray } from "./carriers/ray.ts";
import { serving } from "./carriers/serving.ts";
import { spark } from "./carriers/spark.ts";

/**
 * Every kind known to carry containers, and those known to look like it without being meant.
 * Dispatch is on group and kind, whatever the version; `*List` kinds need no row. `docs/kinds.md`
 * is generated from this table. Functions, so that a bundle which only validates configs drops it.
 */
export const carriers = (): readonly Carrier[] => [
  ...kubernetes(),
  ...argo(),
  ...kubeflow(),
  ...serving(),
  ...languageModels(),
  ...ray(),
  ...spark(),
  ...batch(),
  ...kruise(),
  ...leftAlone(),
];
