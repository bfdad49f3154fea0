import { relative } from "node:path";
import type { Finding } from "../index/doctor-finding.js";
import type { Examination } from "../index/doctor.js";
import { countText } from "../util/count-text.js";
import { groupBy } from "../util/group-by.js";
import { visibleText } from "../util/visible-text.js";
import { wrapWords } from "../util/wrap-words.js";

const MOST_PATHS = 5;

/** Findings for people: by kind, what is wrong, where, and how to mend it; then a line that sums up. */
export function doctorText(root: string, examination: Examination, width: number): string {
  const { runs, findings } = examination;
  const groups = [...groupBy(findings, ({ kind }) => kind).values()];
  const sum = findings.length === 0 ? "nothing is wrong" : countText(findings.length, "finding");
  const blocks = [
    ...groups.map((group) => groupLines(root, group, width).join("\n")),
    `${countText(runs, "run")} read, ${sum}`,
  ];
  return `${blocks.join("\n\n")}\n`;
}

function groupLines(root: string, group: readonly Finding[], width: number): string[] {
  const [{ kind, message, remedy }] = group as [Finding];
  const isOneMessage = group.every((finding) => finding.message === message);
  const head = `${kind} (${group.length})`;
  const shown = group.slice(0, MOST_PATHS);
  const rest = group.length - shown.length;
  return [
    ...wrapped(isOneMessage ? `${head}: ${message}` : head, [0, 2], width),
    ...shown.flatMap((finding) => pathLines(root, finding, isOneMessage, width)),
    ...(rest > 0 ? [`  and ${rest} more, which --json lists`] : []),
    ...wrapped(`Remedy: ${remedy}`, [2, 4], width),
    ...shown.flatMap(({ command }) => (command ? commandLines(command, width) : [])),
  ];
}

function pathLines(root: string, finding: Finding, isPathOnly: boolean, width: number): string[] {
  const path = visibleText(relative(root, finding.path) || ".");
  return [`  ${path}`, ...(isPathOnly ? [] : wrapped(finding.message, [4, 4], width))];
}

/** Lines that a shell takes as one when they are copied. */
function commandLines(command: string, width: number): string[] {
  const lines = indented(visibleText(command).match(SHELL_WORD) ?? [], [4, 6], width - 2);
  return lines.map((line, position) => (position < lines.length - 1 ? `${line} \\` : line));
}

/** A word, with spaces only where they are quoted. */
const SHELL_WORD = /(?:[^\s'"]|'[^']*'|"[^"]*")+/g;

/** Text in lines of at most `width` columns. */
function wrapped(text: string, indents: readonly [number, number], width: number): string[] {
  return indented(visibleText(text).split(" "), indents, width);
}

/** Words in lines, the first of them indented by `first` columns, the others by `rest`. */
function indented(
  words: readonly string[],
  [first, rest]: readonly [number, number],
  width: number,
): string[] {
  const lines = wrapWords(words, width - rest);
  return lines.map((line, position) => `${" ".repeat(position === 0 ? first : rest)}${line}`);
}
