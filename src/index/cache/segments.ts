import type { Segment, SegmentRow } from "./segment.js";

/** All segments of a root that are known. Of a run that several hold, the row of the last one counts. */
export class Segments {
  readonly #segments: Segment[] = [];
  readonly #rows = new Map<string, SegmentRow>();

  get all(): readonly Segment[] {
    return this.#segments;
  }

  /** How many rows count. */
  get liveRows(): number {
    return this.#rows.size;
  }

  get totalRows(): number {
    return this.#segments.reduce((sum, { batch }) => sum + batch.length, 0);
  }

  add(segment: Segment): void {
    this.#segments.push(segment);
    const { directory } = segment.batch;
    for (let row = 0; row < directory.length; row += 1)
      this.#rows.set(directory[row]!, { segment, row });
  }

  /** The row of a run, by its directory relative to the root. */
  find(directory: string): SegmentRow | undefined {
    return this.#rows.get(directory);
  }

  /** Forgets a run that is there no more. */
  forget(directory: string): void {
    this.#rows.delete(directory);
  }

  rows(): Iterable<SegmentRow> {
    return this.#rows.values();
  }
}
