import fc from "fast-check";
import { MEMORY, PRIORITY, THREADS } from "../manifests.ts";

const MEMORY_VALUES = [
  ...[
    "0=1024M",
    "0=1G",
    "0=1GB",
    "0=512M",
    "0=600MB",
    "0=4G",
    "0=1G,1=1G",
    "1=700M",
    "0=2G,1=600M",
  ],
  ...["0=1G,7=1G", "1073741824", "8192MB", "0=0M", "0=1.5G", "0=1G,0=1G", "0=1G,", "", "junk"],
  ...["GPU-3f2a77c1=1G", "0=1G,GPU-3f2a77c1=1G", "junk,GPU-3f2a77c1=1G", "$(LIMIT)", "0=$(N)G"],
];
const THREAD_VALUES = [
  "50",
  "10",
  "100",
  "0",
  "0.0",
  "33.5",
  "0.5",
  "101",
  "-1",
  "50 ",
  "",
  "$(T)",
];
const PRIORITY_VALUES = ["0", "1", "2", "", "high"];

function variable(name: string, values: readonly string[]): fc.Arbitrary<object> {
  const from = { fieldRef: { fieldPath: "metadata.name" } };
  return fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...values).map((value) => ({ name, value })) },
    { weight: 1, arbitrary: fc.constant({ name, valueFrom: from }) },
    { weight: 1, arbitrary: fc.constant({ name }) },
  );
}

const other = (): fc.Arbitrary<object> =>
  fc.record({
    name: fc.constantFrom("PATH", "CUDA_VISIBLE_DEVICES", "CUDA_MPS_PIPE_DIRECTORY", "A"),
    value: fc.constantFrom("", "0", "1,0", "GPU-3f2a,x", "/tmp/mps", "$(HOME)", "0=1G"),
  });

/** Any item that Kubernetes accepts, with our variables and others. */
const envItem = (): fc.Arbitrary<object> =>
  fc.oneof(
    other(),
    variable(MEMORY, MEMORY_VALUES),
    variable(THREADS, THREAD_VALUES),
    variable(PRIORITY, PRIORITY_VALUES),
  );

/** An `env` list as Kubernetes accepts it. */
export const envList = (): fc.Arbitrary<unknown[]> => fc.array(envItem(), { maxLength: 5 });

/** Malformed items: not objects, or with values that are not strings. */
const oddEnvItem = (): fc.Arbitrary<unknown> =>
  fc.oneof(
    fc.constantFrom<unknown>(null, 5, "A=b", [], {}, { name: 7 }, { value: "x" }),
    fc.record({
      name: fc.constantFrom(MEMORY, THREADS, PRIORITY),
      value: fc.constantFrom<unknown>(null, 5, true, {}, "0=1G"),
      valueFrom: fc.constantFrom<unknown>(null, {}, 0),
    }),
  );

/** An `env` that may be malformed. */
export const oddEnv = (): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.array(fc.oneof(envItem(), oddEnvItem()), { maxLength: 5 }) },
    { weight: 1, arbitrary: fc.constantFrom<unknown>(null, {}, "A=b", 5) },
  );
