import type { MpsConfig } from "../../index.ts";
import type { YamlOptions } from "../../yaml/index.ts";
import type { Progress } from "../progress.ts";
import type { InjectedTexts } from "./injected-texts.ts";

/** What is the same for every source of one run. */
export interface InjectionJob {
  readonly config: MpsConfig | undefined;
  readonly options: YamlOptions;
  /** What sources came to, from the first reading to the second. */
  readonly texts: InjectedTexts;
  readonly signal: AbortSignal;
}

/** The same for the second time, when something is written. */
export interface WritingJob extends InjectionJob {
  readonly progress: Progress;
}
