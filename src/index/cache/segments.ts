import type { Segment, SegmentRow } from "./segment.js";

/** How much of a segment counts. */
interface Use {
  liveRows: number;
  /** Bytes of the files of the other rows. */
  deadBytes: number;
}

/**
 * All segments of a root that are known. Of a run that several hold, the row of the last one counts; a segment of which
 * no row counts is let go.
 */
export class Segments {
  readonly #segments = new Map<Segment, Use>();
  readonly #rows = new Map<string, SegmentRow>();

  get all(): readonly Segment[] {
    return [...this.#segments.keys()];
  }

  /** How many rows count. */
  get liveRows(): number {
    return this.#rows.size;
  }

  get totalRows(): number {
    return this.all.reduce((sum, { batch }) => sum + batch.length, 0);
  }

  /** Bytes of the files of all rows. */
  get totalBytes(): number {
    return this.all.reduce((sum, { notes }) => sum + notes.bytes, 0);
  }

  /** Bytes of the files of those rows that do not count. */
  get deadBytes(): number {
    return [...this.#segments.values()].reduce((sum, { deadBytes }) => sum + deadBytes, 0);
  }

  /** @returns how many bytes of the segment's files were not known yet. */
  add(segment: Segment): number {
    if (segment.batch.length === 0) return 0;
    return this.#rows.size === 0 ? this.#addFirst(segment) : this.#addLater(segment);
  }

  /** The row of a run, by its directory relative to the root. */
  find(directory: string): SegmentRow | undefined {
    return this.#rows.get(directory);
  }

  /** Forgets a run that is there no more. */
  forget(directory: string): void {
    const row = this.#rows.get(directory);
    if (!row) return;
    this.#rows.delete(directory);
    this.#retire(row);
  }

  rows(): Iterable<SegmentRow> {
    return this.#rows.values();
  }

  /** Nothing that is known can be in it, so nothing is looked up. */
  #addFirst(segment: Segment): number {
    const { directory } = segment.batch;
    for (let row = 0; row < directory.length; row += 1)
      this.#rows.set(directory[row]!, { segment, row });
    this.#segments.set(segment, { liveRows: this.#rows.size, deadBytes: 0 });
    return segment.notes.bytes;
  }

  #addLater(segment: Segment): number {
    let known = 0;
    this.#segments.set(segment, { liveRows: segment.batch.length, deadBytes: 0 });
    for (const [row, directory] of segment.batch.directory.entries()) {
      const before = this.#rows.get(directory);
      this.#rows.set(directory, { segment, row });
      if (!before) continue;
      known += segment.notes.bytesKnown(row, before.segment.notes, before.row);
      this.#retire(before);
    }
    return segment.notes.bytes - known;
  }

  #retire({ segment, row }: SegmentRow): void {
    const use = this.#segments.get(segment)!;
    use.liveRows -= 1;
    use.deadBytes += segment.notes.bytesOf(row);
    if (use.liveRows === 0) this.#segments.delete(segment);
  }
}
