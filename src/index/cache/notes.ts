import { packColumns, type PackedColumn } from "../../frame/pack-columns.js";
import { PackedReader } from "../../frame/packed-reader.js";
import type { FileStamp } from "../../store/file-stamp.js";
import type { Problem } from "../../store/problem.js";
import type { Recorded } from "../../store/run-file.js";

/** What a load knows of a run beside its row of a batch. Problems have paths relative to the root. */
export interface RunNotes {
  readonly recorded: Recorded;
  readonly problems: readonly Problem[];
  /** What was read, as it was before. */
  readonly files: readonly FileStamp[];
  /** False where a file was so young when it was read that a later change may not show in its stamp. */
  readonly isSettled: boolean;
}

/** The numbers of a stamp, in the order in which they are kept; the first four tell whether a file has changed. */
const NUMBERS = ["size", "mtime", "ctime", "ino", "read", "next", "sum"] as const;
const STRIDE = NUMBERS.length;
const SIZE = NUMBERS.indexOf("size");
const MTIME = NUMBERS.indexOf("mtime");
const INO = NUMBERS.indexOf("ino");
const READ = NUMBERS.indexOf("read");
/** How many numbers of a stamp are compared. */
export const COMPARED = 4;

/** A column has an entry for each run, for each file, or for each distinct text. */
interface Columns {
  readonly settled: Int32Array;
  /** Positions in `states`. */
  readonly recorded: Int32Array;
  readonly states: readonly string[];
  /** The runs that have problems, and these as JSON. */
  readonly problemRow: Int32Array;
  readonly problems: readonly string[];
  /** Where the files of a run begin among those of all. */
  readonly firstFile: Int32Array;
  /** Positions in `fileNames`. */
  readonly file: Int32Array;
  readonly fileNames: readonly string[];
  /** The numbers of a file's stamp, one file after the other. */
  readonly stamps: Float64Array;
}

/** The notes of the runs of a segment, in columns: nothing is made for a run before it is asked for. */
export class SegmentNotes {
  readonly #columns: Columns;
  readonly #states: readonly Recorded[];
  readonly #problems: ReadonlyMap<number, string>;

  constructor(columns: Columns) {
    this.#columns = columns;
    this.#states = columns.states.map((state) => JSON.parse(state) as Recorded);
    this.#problems = new Map(
      columns.problems.map((problems, index) => [columns.problemRow[index]!, problems]),
    );
  }

  /** Bytes of all files together. */
  get bytes(): number {
    return this.#sizes(0, this.#columns.file.length);
  }

  /** Bytes of a run's files. */
  bytesOf(row: number): number {
    return this.#sizes(...this.filesOf(row));
  }

  /** How many bytes of a run's files had been read before, as notes of that time say: those of files that only grew. */
  bytesKnown(row: number, before: SegmentNotes, beforeRow: number): number {
    const [first, end] = this.filesOf(row);
    const [beforeFirst, beforeEnd] = before.filesOf(beforeRow);
    let known = 0;
    for (let file = first; file < end; file += 1)
      for (let other = beforeFirst; other < beforeEnd; other += 1)
        if (this.#hasGrown(file, before, other)) known += before.#number(other, READ);
    return known;
  }

  isSettled(row: number): boolean {
    return this.#columns.settled[row] === 1;
  }

  recordedOf(row: number): Recorded {
    return this.#states[this.#columns.recorded[row]!]!;
  }

  problemsOf(row: number): Problem[] {
    const problems = this.#problems.get(row);
    return problems === undefined ? [] : (JSON.parse(problems) as Problem[]);
  }

  /** Positions of the run's files among those of all, from the first to before the last. */
  filesOf(row: number): readonly [first: number, end: number] {
    const { firstFile, file } = this.#columns;
    return [firstFile[row]!, firstFile[row + 1] ?? file.length];
  }

  fileName(file: number): string {
    return this.#columns.fileNames[this.#columns.file[file]!]!;
  }

  /** Writes what a file's stamp is compared by, from `at` on. */
  copyStamp(file: number, into: Float64Array, at: number): void {
    const { stamps } = this.#columns;
    for (let index = 0; index < COMPARED; index += 1)
      into[at + index] = stamps[file * STRIDE + index]!;
  }

  of(row: number): RunNotes {
    const [first, end] = this.filesOf(row);
    return {
      recorded: this.recordedOf(row),
      problems: this.problemsOf(row),
      files: Array.from({ length: end - first }, (_, index) => this.#stampOf(first + index)),
      isSettled: this.isSettled(row),
    };
  }

  encode(): Uint8Array {
    return packColumns(new Map<string, PackedColumn>(Object.entries(this.#columns)));
  }

  /** Whether a file is another one as it was, or with more at its end. */
  #hasGrown(file: number, before: SegmentNotes, other: number): boolean {
    const growth = this.#number(file, SIZE) - before.#number(other, SIZE);
    return (
      this.fileName(file) === before.fileName(other) &&
      this.#number(file, INO) === before.#number(other, INO) &&
      (growth > 0 || (growth === 0 && this.#number(file, MTIME) === before.#number(other, MTIME)))
    );
  }

  #number(file: number, place: number): number {
    return this.#columns.stamps[file * STRIDE + place]!;
  }

  /** Bytes of the files from one to before another. A size that is not known is below 0. */
  #sizes(first: number, end: number): number {
    let sum = 0;
    for (let file = first; file < end; file += 1) sum += Math.max(0, this.#number(file, SIZE));
    return sum;
  }

  #stampOf(file: number): FileStamp {
    const numbers = NUMBERS.map((field, index) => [
      field,
      this.#columns.stamps[file * STRIDE + index]!,
    ]);
    return { name: this.fileName(file), ...Object.fromEntries(numbers) } as FileStamp;
  }
}

/**
 * Reads what `encode` made.
 *
 * @throws Error where the bytes are something else.
 */
export function decodeNotes(bytes: Uint8Array): SegmentNotes {
  const reader = new PackedReader(bytes);
  return new SegmentNotes({
    settled: reader.integers("settled"),
    recorded: reader.integers("recorded"),
    states: reader.texts("states"),
    problemRow: reader.integers("problemRow"),
    problems: reader.texts("problems"),
    firstFile: reader.integers("firstFile"),
    file: reader.integers("file"),
    fileNames: reader.texts("fileNames"),
    stamps: reader.floats("stamps"),
  });
}
