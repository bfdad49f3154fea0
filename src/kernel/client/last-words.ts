import type { Readable } from "node:stream";
import { stripVTControlCharacters } from "node:util";

const KEPT_CHARACTERS = 8000;
const SHOWN_LINES = 6;

/** The end of what a program prints, which tells why it ended. */
export class LastWords {
  #text = "";

  /** Reads a stream for as long as it lasts, so that the program never waits for a reader. */
  listen(stream: Readable | null): void {
    stream?.setEncoding("utf8");
    stream?.on("data", (chunk: string) => {
      this.#text = (this.#text + chunk).slice(-KEPT_CHARACTERS);
    });
  }

  /** The last lines that are not empty, without colours, indented; each after a line break. */
  quote(): string {
    const lines = stripVTControlCharacters(this.#text)
      .split(/\r?\n/)
      .filter((line) => line.trim() !== "");
    return lines
      .slice(-SHOWN_LINES)
      .map((line) => `\n  ${line}`)
      .join("");
  }
}
