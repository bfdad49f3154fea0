import { decodeBatch, encodeBatch } from "../../frame/encode-batch.js";
import { BatchBuilder, type RunBatch, type RunRow } from "../../frame/run-batch.js";
import type { Problem } from "../../store/problem.js";
import type { StoredRun } from "../../store/run-reader.js";
import { decodeNotes, type RunNotes, type SegmentNotes } from "./notes.js";
import { NotesBuilder } from "./notes-builder.js";

/** Runs that were read, in columns: their rows of a table, and what a later load has to know of their files. */
export interface Segment {
  readonly batch: RunBatch;
  readonly notes: SegmentNotes;
  /** Encoded, where it came that way. */
  readonly parts?: readonly Uint8Array[];
}

/** Where a run is: in which segment, and its row there. */
export interface SegmentRow {
  readonly segment: Segment;
  readonly row: number;
}

/** A file that was this young when it was read may change again without showing it in its times, in milliseconds. */
const UNSETTLED_MS = 1000;

/** Stands for the root's path in the text of a problem, so that a root can be moved with its cache. */
const ROOT_MARK = "\0root\0";

/** Collects runs as they are read. */
export class SegmentBuilder {
  readonly #root: string;
  readonly #batch = new BatchBuilder();
  readonly #notes = new NotesBuilder();

  constructor(root: string) {
    this.#root = root;
  }

  get length(): number {
    return this.#batch.length;
  }

  /**
   * Adds a run that was just read.
   *
   * @param directory - Relative to the root.
   * @param readAt - When its reading began, in milliseconds since 1970.
   */
  add(directory: string, run: StoredRun, problems: readonly Problem[], readAt: number): void {
    const { id, time, name, params, statistics, recorded, files } = run;
    const notes = {
      recorded,
      problems: problems.map((problem) => relativeProblem(this.#root, problem)),
      files,
      isSettled: files.every(({ mtime, ctime }) => Math.max(mtime, ctime) < readAt - UNSETTLED_MS),
    };
    this.addRow({ directory, id, time, name, params, statistics }, notes);
  }

  /** Adds a run as it is in another segment. */
  addRow(run: RunRow, notes: RunNotes): void {
    this.#batch.add(run);
    this.#notes.add(notes);
  }

  finish(): Segment {
    return { batch: this.#batch.finish(), notes: this.#notes.finish() };
  }
}

/** The parts of a segment as a worker sends them and the cache keeps them. */
export function encodeSegment({ batch, notes, parts }: Segment): readonly Uint8Array[] {
  return parts ?? [notes.encode(), ...encodeBatch(batch)];
}

/** Reads what `encodeSegment` made. */
export function decodeSegment(parts: readonly Uint8Array[]): Segment {
  const [notes, ...batch] = parts;
  return { notes: decodeNotes(notes!), batch: decodeBatch(batch), parts };
}

/** The problems of a run as a load reports them, with absolute paths. */
export function problemsOf({ segment, row }: SegmentRow, root: string): Problem[] {
  return segment.notes.problemsOf(row).map(({ path, kind, message }) => ({
    path: path.replace(ROOT_MARK, () => root),
    kind,
    message: message.replaceAll(ROOT_MARK, () => root),
  }));
}

function relativeProblem(root: string, { path, kind, message }: Problem): Problem {
  return {
    path: path.startsWith(root) ? ROOT_MARK + path.slice(root.length) : path,
    kind,
    message: message.replaceAll(root, ROOT_MARK),
  };
}
