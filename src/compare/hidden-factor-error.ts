import { CeterisError } from "../util/error.js";
import { listWords } from "../util/list-words.js";
import { MOST_FACETS, type Formula } from "./formula.js";
import type { HiddenFactor } from "./guard.js";
import { levelText } from "./level.js";
import type { Level } from "./types.js";

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
  const names = hidden.map(({ name }) => name);
  const varying = hidden.map(({ name, levels }) => `${name} (${levels.length} levels)`);
  const [verb, is, them] = hidden.length > 1 ? ["vary", "are", "them"] : ["varies", "is", "it"];
  // The first levels are those of one run, so that their combination exists.
  const setting = hidden.map(({ name, levels }) => `${quoted(name)} == ${literal(levels[0]!)}`);
  return (
    `${listWords(varying)} ${verb} among these ${runs} finished runs but ${is} not in the formula, so a difference could come from ${them}: ` +
    `compare within each setting ('${withNames(formula, hidden)}'), keep one setting (where: ${setting.join(" && ")}), ` +
    `pool ${them} (over: mean or best), or say that ${them === "it" ? "it makes" : "they make"} no difference (ignore: ${names.join(", ")})`
  );
}

function boundSentence(hidden: readonly HiddenFactor[], { factors }: Formula): string {
  const names = hidden.map(({ name }) => name);
  const [changes, it] = hidden.length > 1 ? ["change", "them"] : ["changes", "it"];
  const factor = factors[0]!.name;
  return (
    `${listWords(names)} ${changes} together with ${factor}, so a difference could come from either: ` +
    `run every level at one setting, or, where ${it === "it" ? "it is" : "they are"} a part of ${factor}, say so (ignore: ${names.join(", ")})`
  );
}

/** The formula with the hidden factors as facets, or as further factors where there are too many for that. */
function withNames({ text, factors, facets }: Formula, hidden: readonly HiddenFactor[]): string {
  const room = factors.length === 0 ? MOST_FACETS - facets.length : hidden.length;
  const names = hidden
    .slice(0, room)
    .map(({ name }) => quoted(name))
    .join(" + ");
  if (factors.length === 0 || facets.length + hidden.length <= MOST_FACETS) {
    return `${text.trim()} ${facets.length > 0 ? "+" : "|"} ${names}`;
  }
  const end = facets.length > 0 ? text.lastIndexOf("|", facets[0]!.start) : text.length;
  return `${text.slice(0, end).trim()} + ${names} ${text.slice(end).trim()}`.trim();
}

/** A name as it is written in a formula. */
function quoted(name: string): string {
  return /^[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*$/u.test(name) ? name : `\`${name}\``;
}

/** A level as it is written in a condition. */
function literal(level: Level): string {
  if (level === null) return "null";
  const isText = typeof level === "string" && !level.startsWith("[");
  return isText ? `'${level.replace(/[\\']/g, "\\$&")}'` : levelText(level);
}
