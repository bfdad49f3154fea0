import { adaptRuns, hasTrials, type TrialAdapter } from "../../frame/adapt-runs.js";
import type { ExperimentVersions, VersionGap } from "../../frame/run-facts.js";
import { type Adapter, adaptParams, EFFECTS } from "../../store/adapter.js";
import { checkAdapters } from "../../store/check-adapters.js";
import type { Difference } from "../../store/differences.js";
import {
  type ExperimentFile,
  experimentPath,
  loadExperiments,
} from "../../store/experiment-file.js";
import type { RootLayout } from "../../store/layout.js";
import { comparableVersions, openDifferences } from "../../store/open-differences.js";
import type { Problem, ReportProblem } from "../../store/problem.js";
import { listWords } from "../../util/list-words.js";
import type { LoadedRuns } from "./load-root.js";

/**
 * Loaded runs with the params of trials as the adapters of their experiments make them. Where no run is a trial, nothing
 * is read.
 */
export function withExperiments(layout: RootLayout, loaded: LoadedRuns): LoadedRuns {
  if (!hasTrials(loaded.runs)) return loaded;
  const problems: Problem[] = [];
  const all = readExperiments(layout, (path, kind, message) =>
    problems.push({ path, kind, message }),
  );
  const adapters = new Map(
    all.flatMap(({ file, usable }) => {
      const changing = usable.filter((adapter) => !("no_effect" in adapter));
      return changing.length > 0 ? [[file.name, trialAdapter(changing)] as const] : [];
    }),
  );
  const experiments = new Map(all.map(({ file, usable }) => [file.name, versionsOf(file, usable)]));
  return {
    runs: { ...adaptRuns(loaded.runs, adapters), experiments },
    problems: [...loaded.problems, ...problems].sort(
      (a, b) => Number(a.path > b.path) - Number(a.path < b.path),
    ),
  };
}

/** An experiment and those of its adapters that can be used. */
export interface CheckedExperiment {
  readonly file: ExperimentFile;
  readonly usable: readonly Adapter[];
}

/** The experiments of a root; files that cannot be read and adapters that cannot be used are reported. */
export function readExperiments(layout: RootLayout, report: ReportProblem): CheckedExperiment[] {
  return loadExperiments(layout, report).map((file) => {
    const { usable, faults } = checkAdapters(file);
    for (const fault of faults)
      report(experimentPath(layout, file.name), "invalid-experiment", fault);
    return { file, usable };
  });
}

function trialAdapter(changing: readonly Adapter[]): TrialAdapter {
  return {
    concerns: (version) =>
      changing.some(({ from, to }) => (from < to ? version <= from : version >= from)),
    adapt: (params, version) => adaptParams(params, version, changing),
  };
}

function versionsOf(file: ExperimentFile, usable: readonly Adapter[]): ExperimentVersions {
  let groups: readonly number[] | undefined;
  return {
    groupOf: (version) => (groups ??= comparableVersions(file, usable))[version - 1],
    gapsBetween: (one, other) => openDifferences(file, usable, one, other).map(gapOf),
  };
}

function gapOf({ kind, changes }: Difference): VersionGap {
  const params = changes.flatMap(({ param, change }) =>
    param === null || change === "other" ? [] : param,
  );
  const names = params.length > 0 ? ` ${listWords(params)}` : "";
  const effect = Object.entries(EFFECTS).find(([, conflict]) => conflict === kind)?.[0];
  if (effect === undefined)
    return {
      what: kind + names,
      remedy: params.map((name) => `--default ${name}=VALUE`).join(" "),
    };
  const quoted = effect.includes(" ") ? `"${effect}"` : effect;
  return { what: kind + names, remedy: `--no-effect ${quoted}` };
}
