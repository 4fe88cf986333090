import { describe, expect, it } from "vitest";
import { CAPACITY } from "../../../../src/cli/commands/capacity.ts";
import { EXPLAIN } from "../../../../src/cli/commands/explain.ts";
import { INJECT } from "../../../../src/cli/commands/inject.ts";
import { SCAN } from "../../../../src/cli/commands/scan.ts";
import { UNINJECT } from "../../../../src/cli/commands/uninject.ts";
import { VALIDATE } from "../../../../src/cli/commands/validate.ts";
import { cli } from "../../../helpers/cli.ts";

function expectToFitAScreen(text: string): void {
  const lines = text.replace(/\n$/, "").split("\n");
  expect(lines.length).toBeLessThanOrEqual(24);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
}

describe("renderHelp", () => {
  it("shows what a command does, its options, and examples", async () => {
    expect(await cli("scan --help")).toEqual({
      code: 0,
      stdout: `Usage: kube-mps scan [options] [FILE|DIR|GLOB|- ...]
Lists GPU containers, their limits, and limits that do not hold.
      --policy FILE|DIR         GpuSharingPolicies that hold for all of it
      --fail-on WHAT            exit 1 for: issue|unlimited|warning|never
      --gpu-resource NAME       resource name of a GPU; may end in *
      --kinds FILE              CRDs, or rows, of more kinds
      --namespace NAME          namespace of objects without one
  -o, --output FORMAT           format of the report: text|json|github|sarif
  -q, --quiet                   report issues and warnings only
Examples: kube-mps scan k8s/ --fail-on unlimited
          kubectl get deployments -A -o json | kube-mps scan --output json
`,
      stderr: "",
    });
  });

  it.each([INJECT, VALIDATE, SCAN, EXPLAIN, CAPACITY])(
    "fits a screen for $help.name",
    async ({ help }) => {
      const shown = await cli(`${help.name} --help`);
      expect(shown).toMatchObject({ code: 0, stderr: "" });
      expectToFitAScreen(shown.stdout);
      for (const { name, choices = [] } of help.flags) {
        expect(shown.stdout).toContain(`--${name} `);
        expect(shown.stdout).toContain(choices.join("|"));
      }
      expect(await cli(`help ${help.name}`)).toEqual(shown);
      expect(await cli(`${help.name} a.yaml -h`)).toEqual(shown);
    },
  );
});

describe("renderOverview", () => {
  it.each(["--help", "-h", "help"])("shows the commands and exit codes for %s", async (word) => {
    const shown = await cli(word);
    expectToFitAScreen(shown.stdout);
    expect(shown).toEqual({
      code: 0,
      stdout: `Usage: kube-mps COMMAND [options] [FILE|DIR|GLOB|- ...]
Safe GPU sharing with NVIDIA MPS on Kubernetes.

Commands:
  inject    ${INJECT.help.about}
  uninject  ${UNINJECT.help.about}
  validate  ${VALIDATE.help.about}
  scan      ${SCAN.help.about}
  explain   ${EXPLAIN.help.about}
  capacity  ${CAPACITY.help.about}

  kube-mps COMMAND --help   options and examples
  kube-mps --version        version

Without FILE, standard input is read. Output goes to stdout, reports to stderr;
NO_COLOR and FORCE_COLOR are respected.
Exit codes:
  0    success
  1    there are issues, in a file or in the limits, or --diff found changes
  2    the command line is invalid, or an output cannot be written
  130  interrupted
`,
      stderr: "",
    });
  });

  it("goes to standard error without a command", async () => {
    const { stdout } = await cli("--help");
    expect(await cli("")).toEqual({ code: 2, stdout: "", stderr: stdout });
  });
});
