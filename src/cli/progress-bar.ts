import type { Progress } from "../index/load/control.js";
import { textWidth } from "../util/text-width.js";
import type { Output } from "./command.js";

/** Shows how far a load is, on one line of a terminal. */
export interface ProgressBar {
  (progress: Progress): void;
  /** Takes the line away where a load ends before it is done. */
  erase(): void;
}

/** A load that is shorter shows nothing, in milliseconds. */
const PATIENCE_MS = 500;
const INTERVAL_MS = 100;
const WIDEST_BAR = 30;
const NARROWEST_BAR = 5;
/** Of a terminal that does not tell. */
const USUAL_COLUMNS = 80;

/**
 * A bar that begins now. It is drawn after half a second, at most ten times a second, and erased when everything is
 * done; a stream that is no terminal gets nothing.
 */
export function progressBar(stream: Output): ProgressBar {
  const begin = performance.now();
  let next = begin + PATIENCE_MS;
  let shown = 0;
  const show = (line: string): void => {
    stream.write(`\r${line}${" ".repeat(Math.max(0, shown - textWidth(line)))}`);
    shown = textWidth(line);
  };
  const erase = (): void => {
    if (shown === 0) return;
    show("");
    stream.write("\r");
  };
  const update = (progress: Progress): void => {
    if (progress.done >= progress.total) return erase();
    const now = performance.now();
    if (!stream.isTTY || now < next) return;
    next = now + INTERVAL_MS;
    show(progressLine(progress, (now - begin) / 1000, stream.columns || USUAL_COLUMNS));
  };
  return Object.assign(update, { erase });
}

/**
 * Bar, counts and rate: `[███░░░] 4,200 of 10,000 runs, 8,400/s`. Where it is too wide, the rate goes first, then the
 * bar. The terminal's last column stays free, because some begin a new line there.
 */
export function progressLine(progress: Progress, seconds: number, columns: number): string {
  const { done, total } = progress;
  const counts = `${numberText(done).padStart(numberText(total).length)} of ${numberText(total)} runs`;
  const rate = `, ${numberText(Math.round(done / seconds))}/s`;
  const space = columns - 1;
  if (counts.length > space) return percentage(progress).slice(0, Math.max(0, space));
  const text = counts.length + rate.length + NARROWEST_BAR + 3 <= space ? counts + rate : counts;
  const cells = Math.min(WIDEST_BAR, space - text.length - 3);
  return cells < NARROWEST_BAR ? text : `[${bar(progress, cells)}] ${text}`;
}

function bar({ done, total }: Progress, cells: number): string {
  const full = Math.floor((done / total) * cells);
  return "█".repeat(full) + "░".repeat(cells - full);
}

function percentage({ done, total }: Progress): string {
  return `${Math.floor((done / total) * 100)} %`;
}

function numberText(value: number): string {
  return value.toLocaleString("en");
}
