/**
 * Bytes of a file that are parsed in place. `bytes[end]` is a line feed that is not of the file, so that every line
 * and every number ends.
 */
export interface ByteRange {
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
}

export const LINE_FEED = 10;
export const CARRIAGE_RETURN = 13;

/** Where the line that begins at `start` ends, at its line feed. */
export function lineEnd({ bytes }: ByteRange, start: number): number {
  return bytes.indexOf(LINE_FEED, start);
}
