import type { DrawnCharacter } from "./arabic.js";

const RIGHT_TO_LEFT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\u200f]/u;
const LEFT_TO_RIGHT = /[\p{L}\u200e]/u;
const DIGIT = /\p{Nd}/u;

const OPENING = new Map([
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
]);

const MIRRORED = new Map(
  ["()", "[]", "{}", "<>", "«»", "≤≥"].flatMap(([open = "", close = ""]) => [
    [open, close],
    [close, open],
  ]),
);

/**
 * Characters from left to right as they are drawn in a line that itself goes from left to right. Source: Unicode
 * Annex 9, without its explicit embeddings, which names have no use for.
 */
export function visualOrder(line: readonly DrawnCharacter[]): readonly DrawnCharacter[] {
  if (!line.some(({ text }) => RIGHT_TO_LEFT.test(text))) return line;
  const levels = levelsOf(line.map(({ text }) => text));
  const ordered = line.map((one, i) => ({ ...one, level: levels[i]! }));
  const turned = reverseRuns(reverseRuns(ordered, 2), 1);
  return turned.map(({ drawn, text, level }) =>
    level === 1 ? { drawn: MIRRORED.get(drawn) ?? drawn, text } : { drawn, text },
  );
}

/** 0 for what goes right, 1 for what goes left, 2 for numbers in it. */
function levelsOf(texts: readonly string[]): number[] {
  const levels: (number | undefined)[] = [];
  let strong = 0;
  for (const text of texts) {
    if (RIGHT_TO_LEFT.test(text) && !DIGIT.test(text)) levels.push((strong = 1));
    else if (DIGIT.test(text)) levels.push(strong === 1 ? 2 : 0);
    else if (LEFT_TO_RIGHT.test(text)) levels.push((strong = 0));
    else levels.push(undefined);
  }
  for (const [open, close] of bracketPairs(texts)) {
    const inside = levels.slice(open, close).filter((level) => level !== undefined);
    const before = levels.slice(0, open).findLast((level) => level !== undefined) ?? 0;
    if (inside.length === 0) continue;
    levels[open] = levels[close] = before > 0 && !inside.includes(0) ? 1 : 0;
  }
  // What has no direction takes that of its neighbours where they agree, else the line's.
  return levels.map((level, i) => {
    if (level !== undefined) return level;
    const before = levels.slice(0, i).findLast((one) => one !== undefined) ?? 0;
    const after = levels.slice(i + 1).find((one) => one !== undefined) ?? 0;
    return before > 0 && after > 0 ? 1 : 0;
  });
}

/** Places of brackets that belong together, the outer ones first. */
function bracketPairs(texts: readonly string[]): [number, number][] {
  const open: number[] = [];
  const pairs: [number, number][] = [];
  for (const [i, text] of texts.entries()) {
    if (OPENING.has(text)) open.push(i);
    const at = open.findLastIndex((place) => OPENING.get(texts[place]!) === text);
    if (at < 0) continue;
    pairs.push([open[at]!, i]);
    open.length = at;
  }
  return pairs.toSorted(([a], [b]) => a - b);
}

function reverseRuns<Item extends { readonly level: number }>(
  line: readonly Item[],
  least: number,
): Item[] {
  const out: Item[] = [];
  for (let i = 0; i < line.length;) {
    let end = i + 1;
    const turns = line[i]!.level >= least;
    while (end < line.length && line[end]!.level >= least === turns) end++;
    const run = line.slice(i, end);
    out.push(...(turns ? run.toReversed() : run));
    i = end;
  }
  return out;
}
