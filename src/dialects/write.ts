import { MIB } from "../kubernetes/quantity/mebibytes.ts";
import { checkConfig } from "../limits/check-config.ts";
import type { MpsConfig, MpsConfigInput } from "../limits/mps-config.ts";
import { limitsThreads } from "../limits/thread-limit.ts";
import { type Check, checkOptions } from "../options/check-options.ts";
import { type Issue, newIssue } from "../result/issue.ts";
import { present } from "../result/present.ts";
import { failure, isNonEmpty, type Result, success } from "../result/result.ts";
import { unreadable } from "../result/unreadable.ts";
import { lossIssue } from "./loss-issue.ts";
import type { EffectiveShare, Loss, Rendering } from "./rendering.ts";

/** What a writer makes of a valid config: or why it cannot. */
export type Written<T> = Issue | WrittenValue<T>;

interface WrittenValue<T> extends Rendering<T> {
  /** In MiB: a share that exceeds what was asked for by a hundredth of it is `dialect/wider`. */
  readonly card?: number;
  readonly allowWider?: boolean | undefined;
  readonly warnings?: readonly Issue[];
}

/** A writer: config and options checked, then losses reported. */
export function write<O extends object, T>(
  config: MpsConfigInput | MpsConfig,
  options: O,
  checks: Readonly<Record<string, Check>>,
  writeChecked: (config: MpsConfig, options: O) => Written<T>,
): Result<Rendering<T>> {
  try {
    // `minMemory` is for validation: here only what can be written matters.
    const checked = checkConfig(config, MIB);
    const issues = [...checkOptions(options, checks), ...(checked.ok ? [] : checked.issues)];
    if (!checked.ok || isNonEmpty(issues)) {
      return failure(issues as [Issue, ...Issue[]], checked.warnings);
    }
    if (checked.value.limitsNothing) return failure([nothingToSay()], checked.warnings);
    const { activeThreadPercentage: threads, ...others } = checked.value.config;
    // From here on 0 and 100 percent are what they mean: no limit.
    const limits = limitsThreads(threads) ? checked.value.config : others;
    const written = writeChecked(limits, options);
    if ("code" in written) return failure([written], checked.warnings);
    return concluded(written, checked.warnings);
  } catch (error) {
    return unreadable(error);
  }
}

function concluded<T>(written: WrittenValue<T>, before: readonly Issue[]): Result<Rendering<T>> {
  const { value, effective, losses, card, allowWider } = written;
  const isRefused = (loss: Loss): boolean => !allowWider && isMuchWider(loss, card ?? 0);
  const hint = "set allowWider to accept that, or ask for what the card can be divided into";
  const issues = losses.filter(isRefused).map((loss) => lossIssue(loss, hint));
  const warnings = [
    ...before,
    ...losses.filter((loss) => !isRefused(loss)).map((loss) => lossIssue(loss)),
    ...(written.warnings ?? []),
  ];
  return isNonEmpty(issues)
    ? failure(issues, warnings)
    : success({ value, effective, losses }, warnings);
}

function isMuchWider({ kind, field, asked, got }: Loss, card: number): boolean {
  if (kind !== "widened") return false;
  if (got === undefined) return true;
  const excess = Number(got) - Number(asked);
  return excess > (field === "activeThreadPercentage" ? 1 : (card * MIB) / 100);
}

function nothingToSay(): Issue {
  return notRepresentable(
    [],
    "the config limits neither memory nor threads: nothing is left of it",
  );
}

export function notRepresentable(path: readonly string[], message: string, hint?: string): Issue {
  return newIssue("dialect/not-representable", path, message, hint);
}

/** What a writer grants, as `effective` has it. */
export function effectiveShare(
  bytes: number | undefined,
  threads: number | undefined,
): EffectiveShare {
  return present<EffectiveShare>({
    memoryMiB: bytes === undefined ? undefined : Math.floor(bytes / MIB),
    threads: limitsThreads(threads) ? threads : undefined,
  });
}
