import { CeterisError } from "../util/error.js";
import { listWords } from "../util/list-words.js";
import { nodesOf } from "./expression.js";
import { MOST_FACETS, type Formula } from "./formula.js";
import type { HiddenFactor } from "./guard.js";
import { plainText } from "./level.js";
import { quotedName, quotedText } from "./tokenize.js";
import type { Level } from "./types.js";
import { parseCondition } from "./where.js";

/** Bins that the remedy for a random search proposes. */
const BINS = 4;

/**
 * The refusal: which params vary, why that matters, and the ways out. A param that goes with the first factor cannot
 * be held still, so it has ways out of its own.
 *
 * @param runs - How many runs finished.
 */
export function hiddenFactorError(
  hidden: readonly HiddenFactor[],
  formula: Formula,
  runs: number,
): CeterisError {
  const free = hidden.filter(({ isConfounded }) => !isConfounded);
  const bound = hidden.filter(({ isConfounded }) => isConfounded);
  const parts = [
    ...(free.length > 0 ? [freeSentence(free, formula, runs)] : []),
    ...(bound.length > 0 ? [boundSentence(bound, formula)] : []),
  ];
  return new CeterisError("COMPARE", `${parts.join("; and ")}.`);
}

function freeSentence(hidden: readonly HiddenFactor[], formula: Formula, runs: number): string {
  const varying = hidden.map(({ name, levels }) => `${name} (${levels.length} levels)`);
  const [verb, is, them] = hidden.length > 1 ? ["vary", "are", "them"] : ["varies", "is", "it"];
  const ways = hidden.some((factor) => isContinuous(factor, runs))
    ? continuousWays(hidden, formula, runs)
    : gridWays(hidden, formula, them);
  return (
    `${listWords(varying)} ${verb} among these ${runs} finished runs but ${is} not in the formula, so a difference could come from ${them}: ` +
    `${ways}, or say that ${them === "it" ? "it makes" : "they make"} no difference (ignore: ${ignorable(hidden)})`
  );
}

function gridWays(hidden: readonly HiddenFactor[], formula: Formula, them: string): string {
  // The first levels are those of one run, so that their combination exists.
  const setting = hidden.map(({ name, levels }) => `${quotedName(name)} == ${literal(levels[0]!)}`);
  const names = hidden.map(({ name }) => quotedName(name));
  return (
    `compare within each setting ('${withNames(formula, names)}'), keep one setting (where: ${setting.join(" && ")}), ` +
    `pool ${them} (over: mean or best)`
  );
}

/** Of a random search no two runs share a setting, so that there is none to keep, or to average over. */
function continuousWays(hidden: readonly HiddenFactor[], formula: Formula, runs: number): string {
  const terms = hidden.map((factor) =>
    isContinuous(factor, runs)
      ? `bin(${quotedName(factor.name)}, ${BINS})`
      : quotedName(factor.name),
  );
  const response = formula.text.slice(0, formula.text.indexOf("~")).trim();
  return `let all that vary enter one model ('${response} ~ .'), compare within bins ('${withNames(formula, terms)}')`;
}

/** True for a number that few runs share. */
function isContinuous({ levels }: HiddenFactor, runs: number): boolean {
  const isMany = levels.length > Math.max(runs / 2, 2 * BINS);
  return isMany && levels.every((level) => typeof level === "number");
}

function boundSentence(hidden: readonly HiddenFactor[], { factors, crossings }: Formula): string {
  const names = hidden.map(({ name }) => name);
  const [changes, it] = hidden.length > 1 ? ["change", "them"] : ["changes", "it"];
  const compared = [...new Set([0, ...crossings.flatMap((crossing) => crossing.factors)])];
  const factor = listWords(
    compared.flatMap((position) => factors[position]?.name ?? []),
    "or",
  );
  return (
    `${listWords(names)} ${changes} together with ${factor}, so a difference could come from either: ` +
    `run every level at one setting, or, where ${it === "it" ? "it is" : "they are"} a part of ${factor}, say so (ignore: ${ignorable(hidden)})`
  );
}

/** All that has to be ignored at once: the params, and those that repeat them. */
function ignorable(hidden: readonly HiddenFactor[]): string {
  return [...new Set(hidden.flatMap(({ name, echoes }) => [name, ...echoes]))].join(", ");
}

/** The formula with the hidden factors as facets, or as further factors where there are too many for that. */
function withNames({ text, factors, facets }: Formula, terms: readonly string[]): string {
  const room = factors.length === 0 ? MOST_FACETS - facets.length : terms.length;
  const names = terms.slice(0, room).join(" + ");
  if (factors.length === 0 || facets.length + terms.length <= MOST_FACETS) {
    return `${text.trim()} ${facets.length > 0 ? "+" : "|"} ${names}`;
  }
  const end = facets.length > 0 ? text.lastIndexOf("|", facets[0]!.start) : text.length;
  return `${text.slice(0, end).trim()} + ${names} ${text.slice(end).trim()}`.trim();
}

/** A level as it is written in a condition. */
function literal(level: Level): string {
  if (level === null) return "null";
  const isText = typeof level === "string" && !/^NaN$|^-?\d{16,}$/.test(level) && !isList(level);
  return isText ? quotedText(level) : plainText(level);
}

/** False for a text in brackets, such as `[redacted]`. */
function isList(level: string): boolean {
  if (!level.startsWith("[")) return false;
  try {
    return nodesOf(parseCondition(level)).every(({ kind }) => kind !== "name");
  } catch {
    return false;
  }
}
