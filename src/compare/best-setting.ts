import { mean } from "../stats/mean.js";
import { median } from "../stats/quantile.js";
import { countText } from "../util/count-text.js";
import { CeterisError } from "../util/error.js";
import { groupBy } from "../util/group-by.js";
import { listWords } from "../util/list-words.js";
import type { HiddenFactor } from "./guard.js";
import { compareLists, levelKey, levelText } from "./level.js";
import { cellKey, type Unit } from "./observe.js";
import type { Pooled } from "./pooled.js";
import type { Direction, Level, Response } from "./types.js";

/** A mean of fewer values is luck. */
const FEWEST_VALUES = 2;

/** One setting of a cell. */
interface Setting {
  /** Of the cell and the setting, for a reader: `adam 0.01`. */
  readonly name: string;
  readonly units: readonly Unit[];
  /** How many units have a value. */
  readonly n: number;
  readonly failed: number;
  /** The larger the better. */
  readonly score: number;
}

/**
 * Takes each cell at the setting of the hidden factors with the best mean, or the best median where runs are censored,
 * among the settings with at least two values, if there are any.
 *
 * @throws CeterisError `COMPARE` where the response does not tell which direction is better.
 */
export function poolByBest(
  units: readonly Unit[],
  { name, direction }: Pick<Response, "name" | "direction">,
  hidden: readonly HiddenFactor[],
): Pooled {
  if (direction === undefined) {
    throw new CeterisError(
      "COMPARE",
      `Whether more of ${name} is better cannot be told from its name; say so with { direction: "up" } or "down".`,
    );
  }
  const cells = [...groupBy(units, cellKey).values()].sort(([a], [b]) =>
    compareLists(placeOf(a!), placeOf(b!)),
  );
  const byMedian = units.some(({ censored }) => censored);
  const tried = cells.map((cell) => settingsOf(cell, direction, byMedian));
  const chosen = tried.map(([best]) => best!);
  const names = listWords(hidden.map((factor) => factor.name));
  return {
    units: chosen.flatMap((setting) => setting.units),
    notes: [
      `one at the best ${names} of each level (${[...new Set(chosen.map((setting) => setting.name))].join("; ")}), chosen on these same runs`,
    ],
    warnings: [
      `The best ${names} was chosen on these same runs, which flatters every level; confirm it on new seeds.`,
      ...tried.flatMap((settings) => thinWarning(settings, names)),
      ...asideWarnings(tried, names),
    ],
  };
}

/** The settings of a cell, the best one first. */
function settingsOf(cell: readonly Unit[], direction: Direction, byMedian: boolean): Setting[] {
  const sign = direction === "up" ? 1 : -1;
  const settings = [...groupBy(cell, (unit) => levelKey(unit.setting)).values()].map((group) => {
    const { setting } = group[0]!;
    const ended = group.flatMap((unit) => unit.ended);
    return {
      name: `${placeOf(group[0]!).map(levelText).join(" ")} ${setting.map(levelText).join(", ")}`.trim(),
      units: group,
      n: group.filter((unit) => unit.ended.length > 0).length,
      failed: group.reduce((sum, { failed }) => sum + failed, 0),
      score: ended.length === 0 ? NaN : sign * (byMedian ? median(ended) : mean(ended)),
    };
  });
  return settings.toSorted(
    (a, b) =>
      rankOf(b) - rankOf(a) ||
      compareNumbers(b.score, a.score) ||
      compareLists(a.units[0]!.setting, b.units[0]!.setting),
  );
}

/** Settings with enough values, then those with one, then those without any. */
function rankOf({ n }: Setting): number {
  return Math.min(n, FEWEST_VALUES);
}

/** Also of infinite ones. */
function compareNumbers(a: number, b: number): number {
  return Number(a > b) - Number(a < b);
}

/** A setting that is the best may be so because runs of it failed, or were not made. */
function thinWarning([best, ...others]: readonly Setting[], names: string): string[] {
  const { name, n, failed } = best!;
  const most = Math.max(0, ...others.map((other) => other.n));
  if (n >= most && failed === 0) return [];
  const fewer = n < most ? [`${countText(n, "value")} where another has ${most}`] : [];
  const lost = failed > 0 ? [countText(failed, "failed run")] : [];
  return [
    `The best ${names} (${name}) has ${listWords([...fewer, ...lost])}, so it may owe its rank to the runs that it lacks.`,
  ];
}

function asideWarnings(tried: readonly (readonly Setting[])[], names: string): string[] {
  const aside = tried.flatMap(([best, ...others]) =>
    others.filter((other) => rankOf(other) < rankOf(best!)).map(({ name }) => name),
  );
  return aside.length === 0
    ? []
    : [
        `Settings of ${names} with fewer than ${FEWEST_VALUES} values were not considered for the best: ${aside.join("; ")}.`,
      ];
}

function placeOf({ facets, levels }: Unit): Level[] {
  return [...facets, ...levels];
}
