import { levelKey, plainText } from "../../compare/level.js";
import type { Factor, Level } from "../../compare/types.js";
import { powerText } from "../../util/power-text.js";
import { visibleText } from "../../util/visible-text.js";

/** What a chart calls a level. */
export type NameOf = (level: Level) => string;

/**
 * Names of levels, each of its own: where two levels read the same, as 1 and "1" or null and "none" do, the texts
 * among them stand in quotes.
 */
export function levelNames(levels: readonly Level[]): NameOf {
  const distinct = [...new Map(levels.map((level) => [levelKey([level]), level])).values()];
  const shared = repeated(distinct.map(plainName));
  const quotedWhereShared: NameOf = (level) =>
    shared.has(plainName(level)) ? quotedName(level) : plainName(level);
  // A level may itself be written in quotes.
  return repeated(distinct.map(quotedWhereShared)).size > 0 ? quotedName : quotedWhereShared;
}

/** What a chart calls a combination of levels, one of each factor: `adam, 0.1`. */
export type CombinationName = (levels: readonly Level[]) => string;

/** Names of the combinations that occur, each of its own. */
export function combinationNames(
  factors: readonly Pick<Factor, "levels">[],
  combinations: readonly (readonly Level[])[],
): CombinationName {
  const nameOf = factors.map(({ levels }) => levelNames(levels));
  const joined: CombinationName = (levels) =>
    levels.map((level, i) => (nameOf[i] ?? plainName)(level)).join(", ");
  const distinct = new Map(combinations.map((one) => [levelKey(one), joined(one)]));
  if (repeated([...distinct.values()]).size === 0) return joined;
  // Commas inside of levels: "a, b" with "c" reads as "a" with "b, c".
  return (levels) => levels.map(quotedName).join(", ");
}

function plainName(level: Level): string {
  return visibleText(typeof level === "number" ? powerText(level) : plainText(level));
}

function quotedName(level: Level): string {
  return typeof level === "string" ? visibleText(JSON.stringify(level)) : plainName(level);
}

function repeated(names: readonly string[]): Set<string> {
  return new Set(names.filter((name, i) => names.indexOf(name) !== i));
}
