import { StringDecoder } from "node:string_decoder";
import { stripVTControlCharacters } from "node:util";
import type { Stream } from "./child.js";
import type { FindScalars, LineScalars } from "./scalar-pattern.js";

/** In characters; a longer line is no line of scalars, and is left out. */
const LINE_LIMIT = 10_000;

/** Reads scalars from a program's output, line by line; a carriage return ends a line too. */
export class ScalarReader {
  readonly #streams = new Map<Stream, LineSplitter>();
  readonly #find: FindScalars;
  readonly #take: (scalars: LineScalars) => void;
  readonly #onError: (message: string) => void;
  #isOver = false;

  constructor(
    find: FindScalars,
    take: (scalars: LineScalars) => void,
    onError: (message: string) => void,
  ) {
    this.#find = find;
    this.#take = take;
    this.#onError = onError;
  }

  write(bytes: Uint8Array, stream: Stream): void {
    if (this.#isOver) return;
    const splitter = this.#streams.get(stream) ?? new LineSplitter();
    this.#streams.set(stream, splitter);
    this.#read(splitter.lines(bytes));
  }

  /** Reads the lines that have no end. */
  close(): void {
    if (this.#isOver) return;
    for (const splitter of this.#streams.values()) this.#read(splitter.rest());
  }

  #read(lines: readonly string[]): void {
    if (lines.length === 0) return;
    try {
      for (const scalars of this.#find(lines))
        if (Object.keys(scalars.values).length > 0) this.#take(scalars);
    } catch {
      this.#isOver = true;
      this.#onError(
        "the pattern of --scalars takes longer than a second for a few lines, no more numbers are read; make it simpler",
      );
    }
  }
}

class LineSplitter {
  readonly #decoder = new StringDecoder("utf8");
  #begun = "";

  lines(bytes: Uint8Array): string[] {
    const lines = (this.#begun + this.#decoder.write(Buffer.from(bytes))).split(/[\r\n]+/);
    const begun = lines.pop()!;
    this.#begun = begun.length > LINE_LIMIT ? begun.slice(0, LINE_LIMIT + 1) : begun;
    return lines.filter((line) => line.length <= LINE_LIMIT).map(plainLine);
  }

  rest(): string[] {
    return this.#begun === "" || this.#begun.length > LINE_LIMIT ? [] : [plainLine(this.#begun)];
  }
}

function plainLine(line: string): string {
  return stripVTControlCharacters(line);
}
