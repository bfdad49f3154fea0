import type { FileStamp } from "../../store/file-stamp.js";
import { type RunNotes, SegmentNotes } from "./notes.js";

/** Collects the notes of runs in the order of their rows. */
export class NotesBuilder {
  readonly #settled: number[] = [];
  readonly #recorded: number[] = [];
  readonly #states = new Numbering();
  readonly #problemRow: number[] = [];
  readonly #problems: string[] = [];
  readonly #firstFile: number[] = [];
  readonly #file: number[] = [];
  readonly #fileNames = new Numbering();
  readonly #stamps: number[] = [];

  add({ recorded, problems, files, isSettled }: RunNotes): void {
    if (problems.length > 0) {
      this.#problemRow.push(this.#settled.length);
      this.#problems.push(JSON.stringify(problems));
    }
    this.#settled.push(isSettled ? 1 : 0);
    this.#recorded.push(this.#states.numberOf(JSON.stringify(recorded)));
    this.#firstFile.push(this.#file.length);
    for (const file of files) this.#addFile(file);
  }

  finish(): SegmentNotes {
    return new SegmentNotes({
      settled: new Int32Array(this.#settled),
      recorded: new Int32Array(this.#recorded),
      states: this.#states.texts,
      problemRow: new Int32Array(this.#problemRow),
      problems: this.#problems,
      firstFile: new Int32Array(this.#firstFile),
      file: new Int32Array(this.#file),
      fileNames: this.#fileNames.texts,
      stamps: new Float64Array(this.#stamps),
    });
  }

  #addFile({ name, size, mtime, ctime, ino, read, next, sum }: FileStamp): void {
    this.#file.push(this.#fileNames.numberOf(name));
    this.#stamps.push(size, mtime, ctime, ino, read, next, sum);
  }
}

/** Numbers texts from 0, each once. */
class Numbering {
  readonly #numbers = new Map<string, number>();

  get texts(): string[] {
    return [...this.#numbers.keys()];
  }

  numberOf(text: string): number {
    const number = this.#numbers.get(text) ?? this.#numbers.size;
    this.#numbers.set(text, number);
    return number;
  }
}
