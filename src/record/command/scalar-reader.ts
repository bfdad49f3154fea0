import { StringDecoder } from "node:string_decoder";
import { stripVTControlCharacters } from "node:util";
import type { Stream } from "./child.js";
import type { FindScalars } from "./scalar-pattern.js";
import { StepCounter, type StepScalars } from "./scalar-steps.js";

/** In characters; a longer line is no line of scalars, and is left out. */
const LINE_LIMIT = 10_000;

/** What becomes of what is read. */
export interface ScalarReaderOptions {
  readonly find: FindScalars;
  readonly take: (scalars: StepScalars) => void;
  readonly onError: (message: string) => void;
  /** Takes, at the end, what is to be said of the numbers, each as a sentence. */
  readonly note: (text: string) => void;
  /** What is told where no number was found. */
  readonly hint: string;
}

/** Reads scalars from a program's output, line by line; a carriage return ends a line too. */
export class ScalarReader {
  readonly #streams = new Map<Stream, LineSplitter>();
  readonly #steps = new StepCounter();
  readonly #options: ScalarReaderOptions;
  #lines = 0;
  #hasFound = false;
  #isOver = false;

  constructor(options: ScalarReaderOptions) {
    this.#options = options;
  }

  write(bytes: Uint8Array, stream: Stream): void {
    if (this.#isOver) return;
    const splitter = this.#streams.get(stream) ?? new LineSplitter();
    this.#streams.set(stream, splitter);
    this.#read(splitter.lines(bytes));
  }

  /** Reads the lines that have no end, and tells what is to be known of the numbers. */
  close(): void {
    if (this.#isOver) return;
    for (const splitter of this.#streams.values()) this.#read(splitter.rest());
    const { note, hint } = this.#options;
    const lines = this.#lines === 1 ? "1 line" : `${this.#lines} lines`;
    if (this.#lines > 0 && !this.#hasFound)
      note(`warning: --scalars read no number from ${lines}; ${hint}`);
    if (this.#steps.problem !== null) note(`warning: ${this.#steps.problem}.`);
  }

  #read(lines: readonly string[]): void {
    if (lines.length === 0) return;
    const { find, take } = this.#options;
    this.#lines += lines.filter((line) => line.trim() !== "").length;
    try {
      for (const scalars of find(lines)) {
        if (Object.keys(scalars.values).length === 0) continue;
        this.#hasFound = true;
        for (const one of this.#steps.next(scalars)) take(one);
      }
    } catch {
      this.#isOver = true;
      this.#options.onError(
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
