import { stripVTControlCharacters } from "node:util";

/** In bytes. */
const LIMIT = 64 * 1024;

/** Keeps the end of an output. */
export class OutputTail {
  #pieces: Uint8Array[] = [];
  #length = 0;

  add(bytes: Uint8Array): void {
    this.#pieces.push(bytes);
    this.#length += bytes.length;
    while (this.#length - this.#pieces[0]!.length > LIMIT)
      this.#length -= this.#pieces.shift()!.length;
  }

  /** Whole lines as text, at most 64 KB, without colours; of a line that was drawn anew, its last state. */
  text(): string {
    const all = Buffer.concat(this.#pieces);
    const isCut = all.length > LIMIT;
    const kept = all.subarray(Math.max(0, all.length - LIMIT));
    const text = kept.subarray(isCut ? kept.indexOf("\n") + 1 : 0).toString("utf8");
    return stripVTControlCharacters(text).replaceAll("\r\n", "\n").replaceAll(/^.*\r/gm, "");
  }
}
