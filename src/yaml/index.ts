/**
 * MPS limits for YAML and JSON text of any number of documents.
 *
 * @module kube-mps/yaml
 */

export type { TextEdit } from "../document/text/text-edit.ts";
export type { DocumentReader, YamlOptions } from "../options/yaml-options.ts";
export {
  createYamlInjector,
  type YamlInjector,
  type YamlInjectorOptions,
} from "./create-yaml-injector.ts";
export {
  type DocumentContainers,
  findGpuContainersYaml,
  type LocatedContainer,
} from "./find-gpu-containers-yaml.ts";
export { injectYaml } from "./inject-yaml.ts";
export {
  injectYamlStream,
  type TransformStreamLike,
  type YamlTransformStream,
} from "./inject-yaml-stream.ts";
export { type UninjectYamlOptions, uninjectYaml } from "./uninject-yaml.ts";
export type { DocumentReport, YamlInjection } from "./yaml-injection.ts";
