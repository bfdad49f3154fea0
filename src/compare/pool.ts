import { countText } from "../util/count-text.js";
import { CeterisError } from "../util/error.js";
import { listWords } from "../util/list-words.js";
import { mean } from "../stats/mean.js";
import type { HiddenFactor } from "./guard.js";
import { compareLevels, levelKey, levelText } from "./level.js";
import { groupBy } from "../util/group-by.js";
import { cellKey, type Unit } from "./observe.js";
import type { CompareOptions } from "./options.js";
import type { Question } from "./question.js";
import type { Direction, Level, Response } from "./types.js";

/** Units that were pooled over hidden factors, and what a reader has to know of it. */
export interface Pooled {
  readonly units: readonly Unit[];
  /** For a subtitle: what was averaged over, and how. Empty where nothing was. */
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
}

/**
 * Pools runs over the hidden factors of a question.
 *
 * @param over - `best` takes each cell at its best setting; anything else averages.
 * @throws CeterisError `COMPARE` where the runs do not allow it.
 */
export function poolUnits(
  units: readonly Unit[],
  { hidden, seed }: Question,
  { name, direction }: Pick<Response, "name" | "direction">,
  over: CompareOptions["over"],
): Pooled {
  if (hidden.length === 0) return { units, notes: [], warnings: [] };
  return over === "best"
    ? poolByBest(units, name, hidden, direction)
    : poolByMean(units, hidden, seed);
}

/**
 * Averages each seed over the settings of the hidden factors, with equal weights. Only settings that were tried in
 * every cell of a stratum count, so that all else stays equal; a seed that lacks one of them counts as failed.
 *
 * @throws CeterisError `COMPARE` where no setting was tried in every cell, or there is no seed to average within.
 */
function poolByMean(
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
  const lost = strata.filter((_, position) => kept[position]!.length === 0);
  const count = kept.flat().length;
  if (count === 0) throw noCommonSetting(strata[0]!, names);
  const used = hidden.map(({ name }, position) => `${name} (${settingsAt(position, kept.flat())})`);
  const left = units.length - count;
  const warning = `The mean leaves out ${countText(left, "run")} at a setting of ${names} that was not tried with every level.`;
  return {
    units: kept.flatMap(averageSeeds),
    notes: [
      `mean over ${listWords(used)}, equal weights${left > 0 ? `, without ${countText(left, "run")} at other settings` : ""}`,
    ],
    warnings: [...(left > 0 ? [warning] : []), ...lost.map(lostWarning)],
  };
}

/** A panel or a group that fell away as a whole. */
function lostWarning([unit]: readonly Unit[]): string {
  const place = [...unit!.facets, ...unit!.levels.slice(1)].map(levelText).join(", ");
  return `No setting was tried with every level at ${place}, so the mean has nothing there.`;
}

/** Names levels that were tried at few settings: without them the others can be averaged. */
function noCommonSetting(stratum: readonly Unit[], names: string): CeterisError {
  const levels = [...groupBy(stratum, (unit) => levelKey([unit.levels[0]!])).values()];
  const settingsOf = (group: readonly Unit[]): number =>
    new Set(group.map((unit) => levelKey(unit.setting))).size;
  levels.sort((a, b) => settingsOf(a) - settingsOf(b));
  const enough = levels.findIndex(
    (_, position) => position > 0 && commonSettings(levels.slice(position).flat()).length > 0,
  );
  const rare = levels.slice(0, enough).map(([unit]) => levelText(unit!.levels[0]!));
  const remedy =
    rare.length > 0 && levels.length - enough > 1
      ? `leave out ${listWords(rare)}, which ${rare.length > 1 ? "were" : "was"} tried at few settings, `
      : "";
  return new CeterisError(
    "COMPARE",
    `No setting of ${names} was tried with every level, so a mean over them would compare different things; ${remedy}${remedy ? "or " : ""}use over: best, or compare within settings.`,
  );
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
      rows: group.flatMap(({ rows }) => rows),
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
function poolByBest(
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
    notes: [
      `best ${names} of each level (${[...new Set(choices)].join("; ")}), chosen on these same runs`,
    ],
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
