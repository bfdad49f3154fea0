import { NUMBER, NUMBER_END, printedNumber } from "./scalar-number.js";
import type { FindScalars, LineScalars } from "./scalar-pattern.js";
import { placeOf, type LinePlace } from "./scalar-place.js";

/** What may stand before a name: a separator, or what Python's logging begins a line with, `INFO:root:`. */
const START = String.raw`(?:(?<![^\s,;|(\[{])|(?<=^(?:DEBUG|INFO|WARNING|ERROR):[\w.]+:))`;
const NAME = String.raw`[A-Za-z_][\w./]*`;
/** `loss: 0.4`, `loss=0.4`, `{'loss': 0.4}`, also `{'loss': '0.4'}`; several on a line. */
const PAIRS = new RegExp(
  String.raw`${START}(?<quote>["']?)(?<name>${NAME})\k<quote>(?<sign>\s?[:=]\s*)(?<tick>'?)(?<value>${NUMBER})\k<tick>${NUMBER_END}`,
  "gi",
);
/** `Accuracy: 9823/10000 (98%)`. */
const SHARES = new RegExp(
  String.raw`${START}(?<name>${NAME})\s?[:=]\s*(?<part>\d+)\s?/\s?(?<whole>\d+)\s*\((?<percent>\d+(?:\.\d*)?)\s?%\)`,
  "g",
);
/** `loss 3.2` between bars. */
const CELL = new RegExp(
  String.raw`^(?<before>\s*(?:[A-Za-z][\w-]*\s+){0,3})(?<name>${NAME})\s+(?<value>${NUMBER})%?\s*$`,
  "i",
);
/** Words of which one before a name is a part of it, wherever it stands. */
const SPLIT = /^(?:train(?:ing)?|val(?:id(?:ation)?)?|test(?:ing)?|eval(?:uation)?|dev)$/i;
/** In characters: as far before a name its words are looked for. */
const BEFORE = 80;

interface Found {
  readonly at: number;
  readonly name: string;
  readonly value: number;
  /** The words right before the name, the nearest first. */
  readonly words: readonly string[];
}

/**
 * `loss: 0.4` and `acc=0.9` anywhere in a line, also in a dict of Python or in JSON, and `loss 0.4` between bars; a step,
 * an iteration or an epoch in the line is its step.
 */
export const findPairs: FindScalars = (lines) => lines.flatMap(scalarsOf);

function scalarsOf(line: string): LineScalars[] {
  const { isPlace, ...place } = placeOf(line);
  const pairs = [...pairsOf(line), ...sharesOf(line)];
  const cells = cellsOf(line);
  const isRow = place.step !== undefined || pairs.length + cells.length > 1;
  const found = [...pairs, ...(isRow ? cells : [])]
    .filter(({ name }) => !isPlace(name))
    .toSorted((a, b) => a.at - b.at);
  return rowsOf(namesOf(found), found, place);
}

/** One row of all; a name that the line has again is in a further one, so that no number is lost. */
function rowsOf(
  names: readonly string[],
  found: readonly Found[],
  place: Omit<LinePlace, "isPlace">,
): LineScalars[] {
  const rows: Record<string, number>[] = [];
  for (const [i, name] of names.entries()) {
    const row = rows.find((one) => !Object.hasOwn(one, name)) ?? rows[rows.push({}) - 1]!;
    row[name] = found[i]!.value;
  }
  return rows.map((values) => ({ ...place, values }));
}

function pairsOf(line: string): Found[] {
  return [...line.matchAll(PAIRS)].flatMap((match) => {
    const { quote, name, sign, tick, value } = match.groups!;
    if (isNoName(name!, sign!) || (tick !== "" && quote !== "'")) return [];
    return [foundAt(line, match.index, name!, printedNumber(value!)!)];
  });
}

/** `version: 1.2`; `localhost:8080`; `train.py:30`. */
function isNoName(name: string, sign: string): boolean {
  return /version$/i.test(name) || (sign === ":" && /\.|^localhost$/.test(name));
}

function sharesOf(line: string): Found[] {
  return [...line.matchAll(SHARES)].flatMap((match) => {
    const [part, whole, percent] = ["part", "whole", "percent"].map((name) =>
      Number(match.groups![name]),
    ) as [number, number, number];
    const isShare = Math.abs((100 * part) / whole - percent) <= 1;
    return isShare ? [foundAt(line, match.index, match.groups!["name"]!, part / whole)] : [];
  });
}

function cellsOf(line: string): Found[] {
  if (!line.includes("|")) return [];
  let start = 0;
  return line.split("|").flatMap((cell) => {
    const at = start;
    start += cell.length + 1;
    const match = CELL.exec(cell);
    if (!match) return [];
    const { before, name, value } = match.groups!;
    return [foundAt(line, at + before!.length, name!, printedNumber(value!)!)];
  });
}

function foundAt(line: string, at: number, name: string, value: number): Found {
  const before = line.slice(Math.max(0, at - BEFORE), at);
  const [words = ""] = /(?<![\w.-])(?:[A-Za-z][\w-]*\s+)*$/.exec(before) ?? [];
  return {
    at,
    name,
    value,
    words: words.trim() === "" ? [] : words.trim().split(/\s+/).toReversed(),
  };
}

/** A name with the word before it where that says of which split it is, and with those that tell it from its like. */
function namesOf(found: readonly Found[]): string[] {
  const depths = found.map(({ words: [word = ""] }) => (SPLIT.test(word) ? 1 : 0));
  for (;;) {
    const names = found.map((one, i) => joinedName(one, depths[i]!));
    const again = names.map((name) => names.indexOf(name) !== names.lastIndexOf(name));
    const longer = found.map(({ words }, i) => again[i]! && depths[i]! < words.length);
    if (!longer.includes(true)) return names;
    for (const [i, isLonger] of longer.entries()) if (isLonger) depths[i]! += 1;
  }
}

function joinedName({ name, words }: Found, depth: number): string {
  return depth === 0 ? name : [...words.slice(0, depth).toReversed(), name].join("_").toLowerCase();
}
