import { randomBytes } from "node:crypto";
import { type FileHandle, open, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/**
 * A file about to be replaced whole: written beside it, with its permissions, and put in its place
 * by a rename, so that nobody ever sees half of it. Behind a symbolic link the target is replaced.
 */
export class FileReplacement {
  readonly #target: string;
  readonly #temporary: string;
  readonly #file: FileHandle;

  private constructor(target: string, temporary: string, file: FileHandle) {
    this.#target = target;
    this.#temporary = temporary;
    this.#file = file;
  }

  static async of(path: string): Promise<FileReplacement> {
    const target = await realpath(path);
    const { mode, uid, gid } = await stat(target);
    const unique = randomBytes(6).toString("hex");
    const temporary = join(dirname(target), `.${basename(target)}.${unique}.tmp`);
    const file = await open(temporary, "wx", 0o600);
    const replacement = new FileReplacement(target, temporary, file);
    try {
      // Only root may give a file away; anybody else owns what they write, as with any editor.
      await file.chown(uid, gid).catch(() => undefined);
      await file.chmod(mode & 0o7777);
    } catch (error) {
      await replacement.discard();
      throw error;
    }
    return replacement;
  }

  async write(text: string): Promise<void> {
    await this.#file.writeFile(text);
  }

  /** Everything is on the disk; only the rename is left. */
  async finish(): Promise<void> {
    await this.#file.sync();
    await this.#file.close();
  }

  async commit(): Promise<void> {
    await rename(this.#temporary, this.#target);
  }

  /** Leaves the file as it was. Safe at any time, even after `commit`. */
  async discard(): Promise<void> {
    await this.#file.close();
    await rm(this.#temporary, { force: true });
  }
}
