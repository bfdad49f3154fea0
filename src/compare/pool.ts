import { countText } from "../util/count-text.js";
import { CeterisError } from "../util/error.js";
import { listWords } from "../util/list-words.js";
import { centreOf } from "./average-blocks.js";
import { poolByBest } from "./best-setting.js";
import { blockNoun } from "./block-noun.js";
import type { HiddenFactor } from "./guard.js";
import { levelKey, levelText } from "./level.js";
import { groupBy } from "../util/group-by.js";
import { cellKey, rankedValue, type Unit } from "./observe.js";
import type { CompareOptions } from "./options.js";
import { averageNote, lostWarning, settingsText } from "./pool-notes.js";
import { commonSettings, poolStrata, type PoolQuestion, type PoolStratum } from "./pool-strata.js";
import type { Pooled } from "./pooled.js";
import type { Level, Response } from "./types.js";

/**
 * Pools runs over the hidden factors of a question.
 *
 * @param over - `best` takes each cell at its best setting; anything else averages.
 * @throws CeterisError `COMPARE` where the runs do not allow it.
 */
export function poolUnits(
  units: readonly Unit[],
  question: PoolQuestion,
  response: Pick<Response, "name" | "direction">,
  over: CompareOptions["over"],
): Pooled {
  const { hidden, seed } = question;
  if (hidden.length === 0) return { units, notes: [], warnings: [] };
  if (over === "best") return poolByBest(units, response, hidden);
  if (seed !== undefined) return poolByMean(units, { ...question, seed });
  const names = listWords(hidden.map(({ name }) => name));
  throw new CeterisError(
    "COMPARE",
    `The mean over ${names} is taken within each seed, and these runs have no seed; add ${names} to the formula as a facet.`,
  );
}

/**
 * Averages each seed over the settings of the hidden factors, with equal weights. Only settings that were tried in
 * every cell of a stratum count, so that all else stays equal; a seed that was not run at one of them is left out. Where
 * any run is censored, the median takes the place of the mean. A cell of which no run finished restricts nothing.
 *
 * @throws CeterisError `COMPARE` where no setting was tried in every cell, or there is no seed to average within.
 */
function poolByMean(
  units: readonly Unit[],
  question: PoolQuestion & { readonly seed: string },
): Pooled {
  const { hidden, seed } = question;
  const names = listWords(hidden.map(({ name }) => name));
  const strata = poolStrata(units, question);
  const alive = strata.filter(({ tried }) => tried.length > 0);
  const lost = alive.filter(({ common }) => common.length === 0);
  if (lost.length === alive.length && lost.length > 0)
    throw noCommonSetting(lost[0]!.tried, hidden);
  const kept = alive.filter(({ common }) => common.length > 0);
  const byMedian = units.some(({ censored }) => censored);
  const seeds = kept.flatMap(({ common }) => seedsOf(common));
  const whole = seeds.filter(({ isWhole }) => isWhole);
  if (whole.length === 0 && kept.length > 0)
    throw noWholeSeed(settingsText(kept[0]!.common, hidden), seed, names);
  const count = (of: (stratum: PoolStratum) => readonly Unit[]): number =>
    alive.reduce((sum, stratum) => sum + of(stratum).length, 0);
  const left = count(({ tried }) => tried) - count(({ common }) => common);
  const dead = strata.flatMap(({ failed }) => seedsOf(failed));
  const partial = partialWarnings(seeds.length - whole.length, seed, names);
  const empty = lost.map(({ place }) => lostWarning(place, question, names));
  return {
    units: [...whole, ...dead].map(({ group }) => averageSeed(group, byMedian)),
    notes: kept.length === 0 ? [] : [averageNote(kept, question, byMedian, left)],
    warnings: [
      ...(left > 0
        ? [
            `The mean leaves out ${countText(left, "run")} at a setting of ${names} that was not tried with every level.`,
          ]
        : []),
      ...partial,
      ...empty,
    ],
    omitted: [...partial, ...empty],
    uncommon: emptyFacets(alive),
  };
}

/** Facets in which no stratum has anything in common. */
function emptyFacets(strata: readonly PoolStratum[]): (readonly Level[])[] {
  return [...groupBy(strata, ({ facets }) => levelKey(facets)).values()]
    .filter((own) => own.every(({ common }) => common.length === 0))
    .map(([first]) => first!.facets);
}

/** Names levels that were tried at few settings: without them the others can be averaged. */
function noCommonSetting(stratum: readonly Unit[], hidden: readonly HiddenFactor[]): CeterisError {
  const names = listWords(hidden.map(({ name }) => name));
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
  const bound = hidden.filter(({ isConfounded }) => isConfounded).map(({ name }) => name);
  const ignore =
    bound.length > 0
      ? `, or say that ${listWords(bound)} ${bound.length > 1 ? "make" : "makes"} no difference (ignore: ${bound.join(", ")})`
      : "";
  return new CeterisError(
    "COMPARE",
    `No setting of ${names} was tried with every level, so a mean over them would compare different things; ${remedy}${remedy ? "or " : ""}use over: best, or compare within settings${ignore}.`,
  );
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
    lost: group.flatMap(({ lost }) => lost),
  };
}

function partialWarnings(partial: number, seed: string, names: string): string[] {
  if (partial === 0) return [];
  const count = countText(partial, blockNoun(seed));
  return [`Left out, as a level was not run there at every setting of ${names}: ${count}.`];
}

function noWholeSeed(used: string, seed: string, names: string): CeterisError {
  return new CeterisError(
    "COMPARE",
    `No ${seed} was run at every setting of ${used}, so there is no mean within each; add ${names} to the formula as a facet, or run every setting at the same seeds.`,
  );
}
