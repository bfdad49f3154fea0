import { closeSync, writeSync } from "node:fs";
import { openToAppend } from "../../util/open-to-append.js";

/** Appends a program's output to its log as it comes. After the first error, which is told, nothing more is written. */
export class LogFile {
  readonly #onError: (message: string) => void;
  #file: number | null = null;

  constructor(path: string, onError: (message: string) => void) {
    this.#onError = onError;
    this.#attempt(() => {
      this.#file = openToAppend(path);
    });
  }

  /** Null where it cannot be written. */
  get descriptor(): number | null {
    return this.#file;
  }

  write(bytes: Uint8Array): void {
    if (this.#file === null) return;
    this.#attempt(() => {
      let rest = bytes;
      while (rest.length > 0) rest = rest.subarray(writeSync(this.#file!, rest));
    });
  }

  close(): void {
    const file = this.#file;
    this.#file = null;
    if (file !== null) this.#attempt(() => closeSync(file));
  }

  #attempt(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.#onError(error instanceof Error ? error.message : String(error));
      this.close();
    }
  }
}
