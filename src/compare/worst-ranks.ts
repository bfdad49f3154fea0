import { mannWhitney } from "../stats/mann-whitney.js";
import { median } from "../stats/quantile.js";
import { ranks } from "../stats/ranks.js";
import { signedRank } from "../stats/signed-rank.js";
import { groupBy } from "../util/group-by.js";
import { levelKey } from "./level.js";
import type { Unit } from "./observe.js";
import type { Contrast } from "./types.js";

/** The units of a level and of its control that differ in nothing else but their blocks. */
export interface Setting {
  readonly treated: readonly Unit[];
  readonly control: readonly Unit[];
}

/** A rank test of a level against its control. */
export interface RankTest {
  readonly p: number;
  /** The smallest p that it could have given. */
  readonly smallest: number;
  /** Above 0 where the level has the larger values. */
  readonly sign: number;
}

/** Settings that both sides were tried at: equal levels of all factors but the one at a position. */
export function sharedSettings({ treated, control }: Setting, position: number): Setting[] {
  const settingOf = ({ levels }: Unit): string => levelKey(levels.toSpliced(position, 1));
  const controls = groupBy(control, settingOf);
  return [...groupBy(treated, settingOf)].flatMap(([key, units]) => {
    const others = controls.get(key);
    return others === undefined ? [] : [{ treated: units, control: others }];
  });
}

/**
 * Ranks a level against its control within the same setting and block: signed ranks of pairs (their signs only for a
 * contrast by ranks), Mann and Whitney's test where there are none.
 *
 * Over several settings, values are ranked within each, and the rank differences of a block are added up over them: if the
 * level makes no difference, each sum is as likely with the other sign. Undefined for runs of several settings that are
 * not paired, which have no such sum.
 *
 * @param failedAs - What a failed run counts as, such as -Infinity; undefined leaves it out.
 */
export function rankSettings(
  settings: readonly Setting[],
  { paired, method }: Pick<Contrast, "paired" | "method">,
  failedAs: number | undefined,
): RankTest | undefined {
  const [only, ...more] = settings;
  if (only === undefined) return undefined;
  if (!paired) return more.length > 0 ? undefined : rankGroups(only, failedAs);
  const pairs = settings.map((setting) => pairsOf(setting, failedAs));
  if (more.length > 0) return testSums(pairs.flatMap(rankDifferences));
  const differences = pairs[0]!.map(({ one, other }) => (one === other ? 0 : one - other));
  return testDifferences(method === "ranks" ? differences.map(Math.sign) : differences);
}

/** The values of one block. */
interface Pair {
  readonly block: string;
  readonly one: number;
  readonly other: number;
}

function pairsOf({ treated, control }: Setting, failedAs: number | undefined): Pair[] {
  const blockOf = ({ block }: Unit): string => levelKey([block]);
  const blocked = (units: readonly Unit[]): Unit[] => units.filter(({ block }) => block !== null);
  const controls = groupBy(blocked(control), blockOf);
  return [...groupBy(blocked(treated), blockOf)].flatMap(([block, units]) => {
    const one = valueOf(units, failedAs);
    const other = valueOf(controls.get(block) ?? [], failedAs);
    return one === undefined || other === undefined ? [] : [{ block, one, other }];
  });
}

/** The median run of one block; undefined for no run. */
function valueOf(units: readonly Unit[], failedAs: number | undefined): number | undefined {
  const failed = units.reduce((sum, unit) => sum + unit.failed, 0);
  const lost = failedAs === undefined ? [] : Array.from({ length: failed }, () => failedAs);
  const values = [...units.flatMap(({ ended }) => ended), ...lost];
  if (values.length === 0) return undefined;
  const middle = median(values);
  // Half way between a run that failed and one that never got there.
  return Number.isNaN(middle) ? failedAs : middle;
}

function rankGroups({ treated, control }: Setting, failedAs: number | undefined): RankTest {
  const values = (units: readonly Unit[]): number[] =>
    units.flatMap((unit) => valueOf([unit], failedAs) ?? []);
  const { p, smallest, superiority } = mannWhitney(values(treated), values(control));
  return { p, smallest, sign: superiority - 0.5 };
}

interface BlockDifference {
  readonly block: string;
  readonly difference: number;
}

function rankDifferences(pairs: readonly Pair[]): BlockDifference[] {
  const all = ranks([...pairs.map(({ one }) => one), ...pairs.map(({ other }) => other)]);
  return pairs.map(({ block }, index) => ({
    block,
    difference: all[index]! - all[pairs.length + index]!,
  }));
}

function testSums(differences: readonly BlockDifference[]): RankTest {
  const blocks = groupBy(differences, ({ block }) => block);
  return testDifferences(
    [...blocks.values()].map((own) => own.reduce((sum, { difference }) => sum + difference, 0)),
  );
}

function testDifferences(differences: readonly number[]): RankTest {
  const { n, v, p, smallest } = signedRank(differences);
  return { p, smallest, sign: v - (n * (n + 1)) / 4 };
}
