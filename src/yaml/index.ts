/**
 * MPS limits for text, YAML or JSON, of any number of documents: text in, text out.
 *
 * @module kube-mps/yaml
 */
export {
  createYamlInjector,
  type YamlInjector,
  type YamlInjectorOptions,
} from "./create-yaml-injector.ts";
export { injectYaml } from "./inject-yaml.ts";
export {
  injectYamlStream,
  type TransformStreamLike,
  type YamlTransformStream,
} from "./inject-yaml-stream.ts";
export type { DocumentReport, YamlInjection } from "./yaml-injection.ts";
export type { DocumentReader, YamlOptions } from "./yaml-options.ts";
