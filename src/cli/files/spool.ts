import { type FileHandle, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UsageError } from "../usage-error.ts";
import { openSource, type Source } from "./source.ts";

/** A temporary file that only its owner can read, for text that does not fit into memory. */
export class Spool {
  readonly #folder: string;
  readonly #path: string;
  readonly #file: FileHandle;

  private constructor(folder: string, path: string, file: FileHandle) {
    this.#folder = folder;
    this.#path = path;
    this.#file = file;
  }

  static async open(): Promise<Spool> {
    const folder = await mkdtemp(join(tmpdir(), "kube-mps-")).catch(refuse);
    const path = join(folder, "text");
    return new Spool(folder, path, await open(path, "wx", 0o600));
  }

  async write(text: string | Uint8Array): Promise<void> {
    await this.#file.writeFile(text).catch(refuse);
  }

  /** What has been written, to be read from its start. */
  async source(name: string): Promise<Source> {
    await this.#file.close();
    return openSource(this.#path, name);
  }

  async remove(): Promise<void> {
    await this.#file.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

function refuse(error: unknown): never {
  const { message } = error as NodeJS.ErrnoException;
  throw new UsageError(
    `cannot write a temporary file: ${message}`,
    "let TMPDIR name a folder with room",
  );
}
