import { countText } from "../util/count-text.js";
import { CeterisError } from "../util/error.js";
import { listWords } from "../util/list-words.js";
import { centreOf } from "./average-blocks.js";
import { poolByBest } from "./best-setting.js";
import type { HiddenFactor } from "./guard.js";
import { compareLevels, levelKey, levelText } from "./level.js";
import { groupBy } from "../util/group-by.js";
import { cellKey, rankedValue, type Unit } from "./observe.js";
import type { CompareOptions } from "./options.js";
import type { Pooled } from "./pooled.js";
import type { Question } from "./question.js";
import type { Level, Response } from "./types.js";

/**
 * Pools runs over the hidden factors of a question.
 *
 * @param over - `best` takes each cell at its best setting; anything else averages.
 * @throws CeterisError `COMPARE` where the runs do not allow it.
 */
export function poolUnits(
  units: readonly Unit[],
  { hidden, seed, held }: Pick<Question, "hidden" | "seed" | "held">,
  response: Pick<Response, "name" | "direction">,
  over: CompareOptions["over"],
): Pooled {
  if (hidden.length === 0) return { units, notes: [], warnings: [] };
  return over === "best"
    ? poolByBest(units, response, hidden)
    : poolByMean(units, hidden, seed, held);
}

/**
 * Averages each seed over the settings of the hidden factors, with equal weights. Only settings that were tried in
 * every cell of a stratum count, so that all else stays equal; a seed that was not run at one of them is left out. Where
 * any run is censored, the median takes the place of the mean.
 *
 * @throws CeterisError `COMPARE` where no setting was tried in every cell, or there is no seed to average within.
 */
function poolByMean(
  units: readonly Unit[],
  hidden: readonly HiddenFactor[],
  seed: string | undefined,
  held: readonly number[],
): Pooled {
  const names = listWords(hidden.map(({ name }) => name));
  if (seed === undefined) {
    throw new CeterisError(
      "COMPARE",
      `The mean over ${names} is taken within each seed, and these runs have no seed; add ${names} to the formula as a facet.`,
    );
  }
  const placeIn = ({ facets, levels }: Unit): Level[] => [
    ...facets,
    ...held.map((position) => levels[position]!),
  ];
  const strata = [...groupBy(units, (unit) => levelKey(placeIn(unit))).values()];
  const kept = strata.map(commonSettings);
  const lost = strata.filter((_, position) => kept[position]!.length === 0);
  const count = kept.flat().length;
  if (count === 0) throw noCommonSetting(strata[0]!, names);
  const used = hidden.map(({ name }, position) => `${name} (${settingsAt(position, kept.flat())})`);
  const byMedian = units.some(({ censored }) => censored);
  const seeds = kept.flatMap(seedsOf);
  const whole = seeds.filter(({ isWhole }) => isWhole);
  if (whole.length === 0) throw noWholeSeed(used, seed, names);
  const left = units.length - count;
  const warning = `The mean leaves out ${countText(left, "run")} at a setting of ${names} that was not tried with every level.`;
  return {
    units: whole.map(({ group }) => averageSeed(group, byMedian)),
    notes: [
      `${byMedian ? "median" : "mean"} over ${listWords(used)}, equal weights${left > 0 ? `, without ${countText(left, "run")} at other settings` : ""}`,
    ],
    warnings: [
      ...(left > 0 ? [warning] : []),
      ...partialWarnings(seeds.length - whole.length, seed, names),
      ...lost.map(([unit]) => lostWarning(placeIn(unit!))),
    ],
  };
}

/** A panel or a group that fell away as a whole. */
function lostWarning(levels: readonly Level[]): string {
  const place = levels.map(levelText).join(", ");
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
      ? `leave out ${rare.length > 1 ? "the levels" : "the level"} ${listWords(rare)}, which ${rare.length > 1 ? "were" : "was"} tried at few settings, `
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

/** The runs of one cell at one seed. */
interface Seed {
  readonly group: readonly Unit[];
  /** True where it was run at every setting, however that ended. */
  readonly isWhole: boolean;
}

function seedsOf(stratum: readonly Unit[]): Seed[] {
  const count = (units: readonly Unit[]): number =>
    new Set(units.map((unit) => levelKey(unit.setting))).size;
  const settings = count(stratum);
  const seeds = groupBy(stratum, (unit) => cellKey(unit) + levelKey([unit.block]));
  return [...seeds.values()].map((group) => ({ group, isWhole: count(group) === settings }));
}

/** A seed one of whose runs failed has no mean, and counts as failed. */
function averageSeed(group: readonly Unit[], byMedian: boolean): Unit {
  const isSound = group.every((unit) => rankedValue(unit) !== null);
  const { value, censored } = centreOf(
    isSound ? group.map((unit) => rankedValue(unit)!) : [],
    byMedian,
  );
  return {
    ...group[0]!,
    ids: group.flatMap(({ ids }) => ids),
    rows: group.flatMap(({ rows }) => rows),
    value,
    censored,
    ended: isSound ? [value ?? Infinity] : [],
    runs: 1,
    failed: isSound ? 0 : 1,
  };
}

function partialWarnings(partial: number, seed: string, names: string): string[] {
  if (partial === 0) return [];
  const count = countText(partial, seed.includes("seed") ? "seed" : seed);
  return [`Left out, as a level was not run there at every setting of ${names}: ${count}.`];
}

function noWholeSeed(used: readonly string[], seed: string, names: string): CeterisError {
  return new CeterisError(
    "COMPARE",
    `No ${seed} was run at every setting of ${listWords(used)}, so there is no mean within each; add ${names} to the formula as a facet, or run every setting at the same seeds.`,
  );
}

function settingsAt(position: number, units: readonly Unit[]): string {
  const levels = [...new Set(units.map(({ setting }) => setting[position]!))];
  return levels.sort(compareLevels).map(levelText).join(", ");
}
