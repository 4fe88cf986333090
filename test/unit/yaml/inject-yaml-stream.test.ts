import { isMpsError } from "kube-mps";
import { injectYaml, injectYamlStream } from "kube-mps/yaml";
import { describe, expect, it } from "vitest";

const CONFIG = { activeThreadPercentage: 50 };

function pod(name: string, gpus: string | number = 1): string {
  return `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\nspec:\n  containers:\n  - name: main\n    resources:\n      limits:\n        nvidia.com/gpu: ${gpus}\n`;
}

function injected(text: string): string {
  const result = injectYaml(text, CONFIG);
  return result.ok ? result.value.text : "";
}

/** The text that a stream returns for chunks, and its error. */
async function streamed(chunks: readonly unknown[]): Promise<{ text: string; error: unknown }> {
  const { readable, writable } = injectYamlStream(CONFIG);
  const writer = writable.getWriter();
  const writing = (async () => {
    for (const chunk of chunks) await writer.write(chunk as string);
    await writer.close();
  })().catch(() => undefined);
  let text = "";
  let error: unknown;
  try {
    for await (const part of readable) text += part;
  } catch (thrown) {
    error = thrown;
  }
  await writing;
  return { text, error };
}

describe("injectYamlStream", () => {
  it("returns the text of injectYaml, whatever the chunks", async () => {
    const text = `${pod("a")}---\n${pod("b")}---\n${pod("c")}`;
    for (const size of [1, 10, 1000]) {
      const chunks = text.match(new RegExp(`[^]{1,${size}}`, "g")) ?? [];
      expect(await streamed(chunks)).toEqual({ text: injected(text), error: undefined });
    }
  });

  it("errors with an MpsError after the text before the failure", async () => {
    const { text, error } = await streamed([
      `${pod("a")}---\n`,
      `${pod("b", '"1.5"')}---\n`,
      pod("c"),
    ]);
    expect(text).toBe(injected(pod("a")));
    expect(isMpsError(error) && error.issues[0]).toMatchObject({
      code: "gpu/quantity",
      position: { line: 21, column: 9 },
    });
  });

  it("errors at a chunk that is not a string", async () => {
    const { error } = await streamed([new Uint8Array(1)]);
    expect(isMpsError(error) && error.issues[0].code).toBe("input/type");
  });

  it("applies backpressure", async () => {
    const { readable, writable } = injectYamlStream(CONFIG);
    const writer = writable.getWriter();
    let written = 0;
    const writing = (async () => {
      for (; written < 100; written++) await writer.write(`---\n${pod(`p${written}`)}`);
      await writer.close();
    })();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(written).toBeLessThan(5);
    let text = "";
    for await (const part of readable) text += part;
    await writing;
    expect(text.match(/CUDA_MPS/g)).toHaveLength(100);
  });
});
