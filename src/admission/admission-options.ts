import type { CompiledOptions } from "../inject/compiled-options.ts";
import type { InjectOptions } from "../inject/inject-options.ts";

/** What `reviewAdmission` can be told. */
export interface AdmissionOptions extends InjectOptions {
  /**
   * Kinds, such as `"Deployment"`, that are patched on UPDATE too, when the request changes their
   * pod template: then their pods are replaced in any case. Never `Pod`, `Job` or `ReplicaSet`,
   * whose pods Kubernetes does not let change.
   *
   * @defaultValue []
   */
  readonly patchOnUpdate?: readonly string[] | undefined;
}

/** Options that `compileAdmissionOptions` has checked: frozen, and free to check again. */
export interface CompiledAdmissionOptions extends CompiledOptions {
  readonly patchOnUpdate: readonly string[];
}
