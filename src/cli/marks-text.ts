import { cellText } from "../frame/cell-text.js";
import { countText } from "../util/count-text.js";
import { textWidth } from "../util/text-width.js";

/** A mark, and the number of runs below it. */
export interface CountedMark {
  readonly mark: string;
  readonly runs: number;
}

/** Marks and their numbers in two columns; a key is never cut, since it is to be typed again. */
export function marksText(marks: readonly CountedMark[]): string {
  const keys = marks.map(({ mark }) => cellText(mark));
  const width = Math.max(...keys.map(textWidth));
  const digits = Math.max(...marks.map(({ runs }) => String(runs).length));
  const lines = marks.map(({ runs }, row) => {
    const key = keys[row]!;
    const gap = " ".repeat(width - textWidth(key) + 2 + digits - String(runs).length);
    return `${key}${gap}${countText(runs, "run")}\n`;
  });
  return lines.join("");
}
