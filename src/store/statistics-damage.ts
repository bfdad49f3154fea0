import { countText } from "../util/count-text.js";
import type { ProblemKind, ReportProblem } from "./problem.js";

/** Why a line was left out. */
export type LineDamage = Extract<ProblemKind, "invalid-statistics" | "not-utf8" | "too-large">;

const MOST_NAMES = 10;

/** What a statistics file held that is no number of a row. */
export class StatisticsDamage {
  /** How many lines were left out, and the number of the first, from 1; a torn last line is not among them. */
  readonly lines: Map<LineDamage, { count: number; readonly first: number }> = new Map();
  /** Names with values that are no numbers, which no series can hold. */
  readonly textNames: Set<string> = new Set();
  /** True where the last line was cut off while it was written. */
  torn = false;

  /** Whether everything was read but a last line that is still being written. */
  get isSound(): boolean {
    return this.lines.size === 0 && this.textNames.size === 0;
  }

  leaveOut(kind: LineDamage, line: number): void {
    const lines = this.lines.get(kind);
    if (lines) lines.count += 1;
    else this.lines.set(kind, { count: 1, first: line });
  }

  report(path: string, report: ReportProblem): void {
    if (this.torn)
      report(path, "torn-line", "ends in a line that was not written whole; the line is left out");
    for (const [kind, { count, first }] of this.lines)
      report(path, kind, linesText(kind, count, first));
    if (this.textNames.size > 0)
      report(
        path,
        "invalid-statistics",
        `has values that are no numbers, they are left out: ${namesText(this.textNames)}`,
      );
  }
}

/** What one line is, and what several are. */
const WORDS: Readonly<Record<LineDamage, readonly [one: string, several: string]>> = {
  "invalid-statistics": ["holds no row", "hold no row"],
  "not-utf8": ["holds bytes that are not UTF-8 text", "hold bytes that are not UTF-8 text"],
  "too-large": [
    "is longer than the lines that are read",
    "are longer than the lines that are read",
  ],
};

function linesText(kind: LineDamage, count: number, first: number): string {
  const [one, several] = WORDS[kind];
  return count === 1
    ? `line ${first} ${one} and is left out`
    : `${countText(count, "line")} ${several} and are left out, the first is line ${first}`;
}

function namesText(names: ReadonlySet<string>): string {
  const shown = [...names].slice(0, MOST_NAMES);
  const more = names.size - shown.length;
  return shown.join(", ") + (more > 0 ? ` and ${more} more` : "");
}
