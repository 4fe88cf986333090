import { didYouMean } from "../result/did-you-mean.ts";
import { MPS_VARIABLES, type MpsVariable } from "./mps-variables.ts";

/** The lengths that a name may have that is meant to be one of them. */
const MIN_LENGTH = 21;
const MAX_LENGTH = 36;

/** The variable of ours that a name nearly is: CUDA ignores it as written. */
export function meantVariable(name: string): MpsVariable | undefined {
  if (name.length < MIN_LENGTH || name.length > MAX_LENGTH || !name.includes("MPS")) {
    return undefined;
  }
  if (MPS_VARIABLES.includes(name as MpsVariable)) return undefined;
  return didYouMean(name, MPS_VARIABLES) as MpsVariable | undefined;
}
