import { countText } from "../util/count-text.js";
import { CeterisError } from "../util/error.js";
import { listWords } from "../util/list-words.js";
import { mean } from "../stats/mean.js";
import type { HiddenFactor } from "./guard.js";
import { compareLevels, levelKey, levelText, toLevel } from "./level.js";
import { cellKey, groupBy, type Unit } from "./observe.js";
import type { Direction, Level } from "./types.js";

/** Units that were pooled over hidden factors, and what a reader has to know of it. */
export interface Pooled {
  readonly units: readonly Unit[];
  /** For a subtitle: what was averaged over, and how. */
  readonly note: string;
  readonly warnings: readonly string[];
}

/**
 * Averages each seed over the settings of the hidden factors, with equal weights. Only settings that were tried in
 * every cell of a stratum count, so that all else stays equal; a seed that lacks one of them counts as failed.
 *
 * @throws CeterisError `COMPARE` where no setting was tried in every cell, or there is no seed to average within.
 */
export function poolByMean(
  units: readonly Unit[],
  hidden: readonly HiddenFactor[],
  seed: string | undefined,
): Pooled {
  const names = listWords(hidden.map(({ name }) => name));
  if (seed === undefined) {
    throw new CeterisError(
      "COMPARE",
      `The mean over ${names} is taken within each seed, and these runs have no seed; add ${names} to the formula as a facet.`,
    );
  }
  const strata = [
    ...groupBy(units, ({ facets, levels }) => levelKey([...facets, ...levels.slice(1)])).values(),
  ];
  const kept = strata.map(commonSettings);
  const count = kept.flat().length;
  if (count === 0) {
    throw new CeterisError(
      "COMPARE",
      `No setting of ${names} was tried with every level, so a mean over them would compare different things; use over: best, or compare within settings.`,
    );
  }
  const used = hidden.map(({ name }, position) => `${name} (${settingsAt(position, kept.flat())})`);
  const warning = `The mean leaves out ${countText(units.length - count, "run")} at a setting of ${names} that was not tried with every level.`;
  return {
    units: kept.flatMap(averageSeeds),
    note: `mean over ${listWords(used)}, equal weights`,
    warnings: count < units.length ? [warning] : [],
  };
}

function commonSettings(stratum: readonly Unit[]): Unit[] {
  const cells = [...groupBy(stratum, cellKey).values()];
  const settings = cells.map((cell) => new Set(cell.map((unit) => levelKey(unit.setting))));
  return stratum.filter((unit) => settings.every((tried) => tried.has(levelKey(unit.setting))));
}

function averageSeeds(stratum: readonly Unit[]): Unit[] {
  const settings = new Set(stratum.map((unit) => levelKey(unit.setting))).size;
  const seeds = groupBy(stratum, (unit) => cellKey(unit) + levelKey([unit.block]));
  return [...seeds.values()].map((group) => {
    const values = group.flatMap(({ value }) => value ?? []);
    const isComplete = values.length === settings && values.length === group.length;
    return {
      ...group[0]!,
      ids: group.flatMap(({ ids }) => ids),
      value: isComplete ? mean(values) : null,
    };
  });
}

function settingsAt(position: number, units: readonly Unit[]): string {
  const levels = [...new Set(units.map(({ setting }) => setting[position]!))];
  return levels.sort(compareLevels).map(levelText).join(", ");
}

/**
 * Takes each cell at the setting of the hidden factors with the best mean, among the settings with the most runs.
 *
 * @throws CeterisError `COMPARE` where the response does not tell which direction is better.
 */
export function poolByBest(
  units: readonly Unit[],
  response: string,
  hidden: readonly HiddenFactor[],
  direction: Direction | undefined,
): Pooled {
  if (direction === undefined) {
    throw new CeterisError(
      "COMPARE",
      `Whether more of ${response} is better cannot be told from its name; say so with { direction: "up" } or "down".`,
    );
  }
  const cells = [...groupBy(units, cellKey).values()].sort(([a], [b]) =>
    compareLists(placeOf(a!), placeOf(b!)),
  );
  const chosen = cells.map((cell) => bestSetting(cell, direction));
  const names = listWords(hidden.map(({ name }) => name));
  const choices = chosen.map(([unit]) =>
    `${placeOf(unit!).map(levelText).join(" ")} ${unit!.setting.map(levelText).join(", ")}`.trim(),
  );
  return {
    units: chosen.flat(),
    note: `best ${names} of each level (${[...new Set(choices)].join("; ")})`,
    warnings: [
      `The best ${names} was chosen on these same runs, which flatters every level; confirm it on new seeds.`,
    ],
  };
}

function bestSetting(cell: readonly Unit[], direction: Direction): Unit[] {
  const sign = direction === "up" ? 1 : -1;
  const settings = [...groupBy(cell, (unit) => levelKey(unit.setting)).values()].map((group) => {
    const values = group.flatMap(({ value }) => value ?? []);
    return { group, n: values.length, score: values.length > 0 ? sign * mean(values) : -Infinity };
  });
  const tie = (a: readonly Unit[], b: readonly Unit[]): number =>
    compareLists(a[0]!.setting, b[0]!.setting);
  return settings.toSorted((a, b) => b.n - a.n || b.score - a.score || tie(a.group, b.group))[0]!
    .group;
}

function placeOf({ facets, levels }: Unit): Level[] {
  return [...facets, ...levels];
}

/** An order of lists of levels that does not depend on the order of the runs. */
function compareLists(a: readonly Level[], b: readonly Level[]): number {
  return a.reduce<number>(
    (order, level, position) => order || compareLevels(level, b[position]!),
    0,
  );
}

/** The levels of a seed column, one per run; null everywhere where there is no such column. */
export function blocksOf(values: readonly unknown[] | null, size: number): Level[] {
  return values ? values.map(toLevel) : Array.from({ length: size }, () => null);
}
