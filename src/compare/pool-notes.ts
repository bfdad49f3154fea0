import { countText } from "../util/count-text.js";
import { groupBy } from "../util/group-by.js";
import { listWords } from "../util/list-words.js";
import type { HiddenFactor } from "./guard.js";
import { atText, compareLevels, compareLists, levelKey, levelText } from "./level.js";
import type { Unit } from "./observe.js";
import type { PoolQuestion, PoolStratum } from "./pool-strata.js";
import type { Level } from "./types.js";
import { factorText } from "./wording.js";

/** Places that are named; of more a reader would not look for one. */
const MOST_PLACES = 6;

/** More settings than this are counted. */
const MOST_SETTINGS = 6;

/** A panel or a group that fell away as a whole. */
export function lostWarning(
  place: readonly Level[],
  question: PoolQuestion,
  names: string,
): string {
  return `No setting of ${names} was tried with every level${atText(placeNames(question), place)}, so nothing is shown there.`;
}

function placeNames({ facets, factors, held }: PoolQuestion): string[] {
  return [...facets, ...held.map((position) => factors[position]!)].map(factorText);
}

/** What was averaged over, and where, if not everywhere the same. */
export function averageNote(
  strata: readonly PoolStratum[],
  question: PoolQuestion,
  byMedian: boolean,
  left: number,
): string {
  const groups = [
    ...groupBy(strata, ({ common }) => settingsText(common, question.hidden)),
  ].toSorted(([, a], [, b]) => a.length - b.length);
  const without = left > 0 ? `, without ${countText(left, "run")} at other settings` : "";
  return `${byMedian ? "median" : "mean"} ${overText(groups, question)}, equal weights${without}`;
}

function overText(
  groups: readonly (readonly [string, readonly PoolStratum[]])[],
  question: PoolQuestion,
): string {
  const [usual] = groups.at(-1)!;
  if (groups.length === 1) return `over ${usual}`;
  const others = groups.slice(0, -1);
  const hasElse = groups.at(-1)![1].length > 1;
  const named = others.flatMap(([, strata]) => strata).length + (hasElse ? 0 : 1);
  if (named > MOST_PLACES)
    return `over the settings of ${listWords(question.hidden.map(({ name }) => name))} that all compared levels share, which differ between panels`;
  const names = placeNames(question);
  const parts = (hasElse ? others : groups).map(
    ([used, strata]) => `over ${used}${placesText(names, strata)}`,
  );
  return hasElse ? `${parts.join(", ")}, else over ${usual}` : listWords(parts);
}

/** ` at optimizer momentum and sgd`; of several names ` at lr 0.1 and depth 2, at lr 0.3 and depth 2`. */
function placesText(names: readonly string[], strata: readonly PoolStratum[]): string {
  if (names.length === 1)
    return ` at ${names[0]} ${listWords(strata.map(({ place }) => levelText(place[0]!)))}`;
  return strata.map(({ place }) => atText(names, place)).join(",");
}

/** The settings of some units: `lr (0.1, 1) and depth (2)` where they are a full grid, else one by one. */
export function settingsText(units: readonly Unit[], hidden: readonly HiddenFactor[]): string {
  const settings = [...groupBy(units, ({ setting }) => levelKey(setting)).values()].map(
    ([first]) => first!.setting,
  );
  const levels = hidden.map((_, position) =>
    [...new Set(settings.map((setting) => setting[position]!))].sort(compareLevels),
  );
  const isGrid = levels.reduce((product, own) => product * own.length, 1) === settings.length;
  if (isGrid)
    return listWords(
      hidden.map(
        ({ name }, position) => `${name} (${levels[position]!.map(levelText).join(", ")})`,
      ),
    );
  const names = listWords(hidden.map(({ name }) => name));
  const each = settings
    .toSorted(compareLists)
    .slice(0, MOST_SETTINGS)
    .map((setting) => setting.map(levelText).join(", "));
  const more = settings.length > each.length ? [`${settings.length - each.length} more`] : [];
  return `${names} (${[...each, ...more].join("; ")})`;
}
