import { expect, it } from "vitest";
import { cli } from "../../helpers/cli.ts";

/** Names that would clear a screen, or begin a line that a GitHub runner obeys. */
const POD = `apiVersion: v1
kind: Pod
metadata: {name: "x\\n::error::forged\\n"}
spec:
  containers:
    - name: "a\\e[2J"
      resources: {limits: {nvidia.com/gpu: 1}}
`;

it.each(["scan -", "inject - --memory 4Gi"])(
  "lets no name steer the terminal: %s",
  async (command) => {
    const { stdout, stderr } = await cli(command, { stdin: POD });
    const report = command.startsWith("scan") ? stdout + stderr : stderr;
    expect(report).toContain("a\\u001b[2J");
    expect(report).not.toContain("\u001b");
    expect(report).not.toMatch(/^::/m);
  },
);
