import { groupBy } from "../util/group-by.js";
import { type Adapter, EFFECTS } from "./adapter.js";
import { paramNames } from "./check-adapters.js";
import { paramName } from "./command-options.js";
import { type Difference, differencesOf } from "./differences.js";
import type { ExperimentFile, Setup } from "./experiment-file.js";

/**
 * What hinders a comparison of trials of two versions: their differences, without those that an adapter between the two
 * makes up for, and without those that both show as params.
 *
 * @param adapters - Of the experiment, those that can be used.
 */
export function openDifferences(
  { versions }: ExperimentFile,
  adapters: readonly Adapter[],
  one: number,
  other: number,
): Difference[] {
  const [first, last] = [Math.min(one, other), Math.max(one, other)];
  const [older, newer] = [versions[first - 1], versions[last - 1]];
  if (!older || !newer || first === last) return [];
  const between = adapters.filter(
    ({ from, to }) => Math.min(from, to) === first && Math.max(from, to) === last,
  );
  const adapted = new Set(between.flatMap(adaptedParams));
  return differencesOf(older, newer).flatMap((difference) => {
    if (between.some((each) => "no_effect" in each && EFFECTS[each.no_effect] === difference.kind))
      return [];
    const changes = difference.changes.filter(
      ({ param }) =>
        param === null || !(adapted.has(paramName(param)) || isShown(param, older, newer)),
    );
    return changes.length > 0 ? [{ ...difference, changes }] : [];
  });
}

/**
 * Which versions can be compared with each other: of each version, from the first on, the oldest one that it can be
 * compared with, also by way of others.
 */
export function comparableVersions(
  file: ExperimentFile,
  adapters: readonly Adapter[],
): readonly number[] {
  const group = file.versions.map(({ version }) => version);
  for (const [one, other] of candidates(file, adapters)) {
    const [first, second] = [group[one - 1]!, group[other - 1]!];
    if (first === second || openDifferences(file, adapters, one, other).length > 0) continue;
    for (const [at, number] of group.entries())
      if (number === Math.max(first, second)) group[at] = Math.min(first, second);
  }
  return group;
}

/** Pairs of versions that have the same code, or an adapter between them: no others can be comparable. */
function candidates(
  { versions }: ExperimentFile,
  adapters: readonly Adapter[],
): (readonly [number, number])[] {
  const byCode = groupBy(versions, ({ metadata: { VCS } }) =>
    VCS ? `${VCS.HEAD_sha} ${VCS.diff_sha}` : "",
  );
  const withoutConfig = groupBy(
    versions.filter(({ code }) => code?.without_config),
    ({ code }) => code!.without_config!.sha256,
  );
  const alike = [...byCode.values(), ...withoutConfig.values()].flatMap((group) =>
    group.flatMap((one, at) =>
      group.slice(at + 1).map((other) => [one.version, other.version] as const),
    ),
  );
  return [...alike, ...adapters.map(({ from, to }) => [from, to] as const)];
}

function adaptedParams(adapter: Adapter): string[] {
  if ("default" in adapter) return Object.keys(adapter.default).map(paramName);
  if ("rename" in adapter) return Object.entries(adapter.rename).flat().map(paramName);
  return [];
}

/** True for a param that the trials of both have: whoever compares them sees where it differs. */
function isShown(param: string, older: Setup, newer: Setup): boolean {
  return [older, newer].every(({ params, config }) =>
    [...params, ...paramNames(config)].map(paramName).includes(paramName(param)),
  );
}
