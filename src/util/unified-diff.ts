import { type Edit, editScript } from "./edit-script.js";

/** Lines that both texts have, around each place at which they differ. */
const CONTEXT = 3;
const SIGNS = { removed: "-", added: "+", kept: " " } as const;

/**
 * How two texts differ, line by line, as `diff -u` writes it without the names of files: `@@ -1,3 +1,4 @@`, then the
 * lines. Empty where the texts are equal; the end of the last line does not count.
 */
export function unifiedDiff(before: string, after: string): string {
  const edits = editScript(linesOf(before), linesOf(after));
  return hunksOf(edits).map(hunkText).join("");
}

function linesOf(text: string): string[] {
  return text === "" ? [] : text.replace(/\n$/, "").split("\n");
}

/** Edits that stand together, and how many lines of each text come before them. */
interface Hunk {
  readonly before: number;
  readonly after: number;
  readonly edits: readonly Edit<string>[];
}

function hunksOf(edits: readonly Edit<string>[]): Hunk[] {
  const hunks: Hunk[] = [];
  const changed = edits.flatMap(({ kind }, position) => (kind === "kept" ? [] : position));
  for (let first = 0; first < changed.length;) {
    let last = first;
    while (last + 1 < changed.length && changed[last + 1]! - changed[last]! <= 2 * CONTEXT + 1)
      last += 1;
    const start = Math.max(0, changed[first]! - CONTEXT);
    const end = Math.min(edits.length, changed[last]! + CONTEXT + 1);
    const above = edits.slice(0, start);
    hunks.push({
      before: countOf(above, "removed"),
      after: countOf(above, "added"),
      edits: edits.slice(start, end),
    });
    first = last + 1;
  }
  return hunks;
}

/** Lines of the text that has the removed ones, or the added ones. */
function countOf(edits: readonly Edit<string>[], own: "removed" | "added"): number {
  return edits.filter(({ kind }) => kind === "kept" || kind === own).length;
}

function hunkText({ before, after, edits }: Hunk): string {
  const range = (above: number, count: number): string =>
    `${count === 0 ? above : above + 1}${count === 1 ? "" : `,${count}`}`;
  const old = range(before, countOf(edits, "removed"));
  const now = range(after, countOf(edits, "added"));
  const lines = edits.map(({ kind, item }) => `${SIGNS[kind]}${item}\n`);
  return `@@ -${old} +${now} @@\n${lines.join("")}`;
}
