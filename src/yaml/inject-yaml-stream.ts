import type { LimitsSource } from "../resolve/limits-source.ts";
import { MpsError } from "../result/mps-error.ts";
import type { Result } from "../result/result.ts";
import { createYamlInjector, type YamlInjectorOptions } from "./create-yaml-injector.ts";

/** The part of a web TransformStream that is used, for projects without its type. */
export interface TransformStreamLike {
  readonly readable: object;
  readonly writable: object;
}

/** The project's own type of TransformStream, if it has one. */
export type YamlTransformStream = typeof globalThis extends {
  TransformStream: { prototype: infer Stream };
}
  ? Stream
  : TransformStreamLike;

interface Controller {
  enqueue(chunk: string): void;
  error(reason: unknown): void;
}

interface WebStreams {
  readonly TransformStream: new (transformer: {
    transform(chunk: string, controller: Controller): void;
    flush(controller: Controller): void;
  }) => YamlTransformStream;
}

/**
 * `createYamlInjector` as a web TransformStream from text to text, with backpressure. A document that
 * cannot be injected errors the stream with an `MpsError`; the documents before it have been written by
 * then.
 *
 * @example
 * ```ts
 * await file.readable
 *   .pipeThrough(new TextDecoderStream())
 *   .pipeThrough(injectYamlStream({ pinnedDeviceMemoryLimit: "4Gi" }))
 *   .pipeThrough(new TextEncoderStream())
 *   .pipeTo(output);
 * ```
 */
export function injectYamlStream(
  limits: LimitsSource,
  options?: YamlInjectorOptions,
): YamlTransformStream {
  const injector = createYamlInjector(limits, options);
  const { TransformStream } = globalThis as unknown as WebStreams;
  return new TransformStream({
    transform: (chunk, controller) => forward(injector.push(chunk), controller),
    flush: (controller) => forward(injector.end(), controller),
  });
}

function forward(result: Result<string>, controller: Controller): void {
  if (!result.ok) controller.error(new MpsError(result.issues, result.warnings));
  else if (result.value !== "") controller.enqueue(result.value);
}
