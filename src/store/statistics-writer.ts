import { closeSync, writeSync } from "node:fs";
import { openToAppend } from "../util/open-to-append.js";

/** In characters: lines are written once there are this many, and at each `flush`. */
const FLUSH_AT = 64 * 1024;
/** In bytes: while more than this cannot be written, new lines are refused. */
const BACKLOG_LIMIT = 16 * 1024 * 1024;

/** Where in a run values belong: a step, where there is one, and a time in seconds since 1970. */
export interface Moment {
  readonly step?: number | undefined;
  readonly time: number;
}

/** One line of a statistics.jsonl, with its end: `{"step": 3, "time": 1763712000.25, "loss": 0.41}`. */
export function formatStatisticsLine(
  { step, time }: Moment,
  values: Readonly<Record<string, number>>,
): string {
  let line = step === undefined ? "{" : `{"step": ${formatValue(step)}, `;
  line += formatTime(time);
  for (const name of Object.keys(values))
    line += (KEYS.get(name) ?? formatKey(name)) + formatValue(values[name]!);
  return `${line}}\n`;
}

/** Many lines have the time of the line before. */
let lastTime = NaN;
let lastTimeText = "";

function formatTime(time: number): string {
  if (time !== lastTime) lastTimeText = `"time": ${formatValue(time)}`;
  lastTime = time;
  return lastTimeText;
}

/** Names as they are written: most lines have those of the line before. */
const KEYS = new Map<string, string>();
const MOST_KEYS = 1000;

function formatKey(name: string): string {
  const key = `, ${JSON.stringify(name)}: `;
  if (KEYS.size < MOST_KEYS) KEYS.set(name, key);
  return key;
}

/** JSON has no number for these; Python's `float` and the loader read the words. */
function formatValue(value: number): string {
  return Number.isFinite(value) ? String(value) : `"${value}"`;
}

/**
 * Appends lines to a file, a buffer at a time. A write that fails throws, and what it left unwritten goes first
 * next time, so that a full disk tears no line once there is room again.
 */
export class StatisticsWriter {
  readonly #choose: () => string;
  #path: string | null = null;
  #file: number | null = null;
  #lines = "";
  #backlog: Buffer = Buffer.alloc(0);

  /** @param choose - Gives the file's path; called once there is something to write, and again where it throws. */
  constructor(choose: () => string) {
    this.#choose = choose;
  }

  /** @throws Error where a buffer is full and cannot be written. */
  append(line: string): void {
    if (this.#backlog.length > BACKLOG_LIMIT)
      throw new Error(`${this.#path ?? "statistics"} cannot be written, lines are lost`);
    this.#lines += line;
    if (this.#lines.length >= FLUSH_AT) this.flush();
  }

  /** Hands everything over to the operating system. */
  flush(): void {
    if (this.#lines === "" && this.#backlog.length === 0) return;
    const lines = Buffer.from(this.#lines);
    this.#backlog = this.#backlog.length === 0 ? lines : Buffer.concat([this.#backlog, lines]);
    this.#lines = "";
    this.#path ??= this.#choose();
    this.#file ??= openToAppend(this.#path);
    while (this.#backlog.length > 0)
      this.#backlog = this.#backlog.subarray(writeSync(this.#file, this.#backlog));
  }

  /** Flushes and closes the file; a later line opens it again. */
  close(): void {
    try {
      this.flush();
    } finally {
      if (this.#file !== null) closeSync(this.#file);
      this.#file = null;
    }
  }
}
