const MEBIBYTE = 1024 * 1024;

/** What is larger is not read, in bytes; it is reported. */
export interface ReadLimits {
  /** Of a params.yaml. */
  readonly params: number;
  /** Of a run.json. */
  readonly runFile: number;
  /** Of a file of statistics. */
  readonly statistics: number;
  /** Of a line of such a file. */
  readonly line: number;
}

/** Params take a few kilobytes, and a million rows of two statistics a hundred megabytes. */
export const READ_LIMITS: ReadLimits = {
  params: 16 * MEBIBYTE,
  runFile: 16 * MEBIBYTE,
  statistics: 512 * MEBIBYTE,
  line: 16 * MEBIBYTE,
};

/** A size in the largest unit that fits: `512 MiB`, `3 bytes`. */
export function sizeText(bytes: number): string {
  if (bytes >= MEBIBYTE) return `${Math.ceil(bytes / MEBIBYTE)} MiB`;
  return bytes >= 1024 ? `${Math.ceil(bytes / 1024)} KiB` : `${bytes} bytes`;
}
