import { unwrap } from "kube-mps";
import { expect, it } from "vitest";
import { settingsFor } from "../../../src/options/compile-options.ts";
import { planObject } from "../../../src/plan/plan-limits.ts";
import { LimitsResolver } from "../../../src/resolve/limits-resolver.ts";
import { gpuContainer, pod } from "../../helpers/manifests.ts";

const SETTINGS = unwrap(settingsFor(undefined));

// The reports of an injection that fails are seen by those who keep invalid documents.
it.each<[name: string, config: object, actions: string[]]>([
  [
    "a bad quantity spoils its own container",
    { activeThreadPercentage: 50 },
    ["invalid", "injected"],
  ],
  ["a bad config spoils all", { activeThreadPercentage: 101 }, ["invalid", "invalid"]],
])("%s", (_name, config, actions) => {
  const {
    containers,
    issues,
    config: problems,
  } = planObject(
    pod(gpuContainer({}, "$N"), gpuContainer()),
    new LimitsResolver(config, SETTINGS),
    SETTINGS,
  );
  expect([...problems.issues, ...issues]).not.toEqual([]);
  expect(containers.map(({ action, reason }) => reason ?? action)).toEqual(actions);
  expect(containers[0]).toEqual({
    path: ["spec", "containers", 0],
    name: "main",
    resource: "nvidia.com/gpu",
    count: 0,
    action: "skipped",
    reason: "invalid",
  });
});
