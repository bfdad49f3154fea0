import { jsonValue } from "../frame/exact-text.js";
import type { RunRecord } from "../index/run-index.js";
import { type ExperimentFile, readExperiment } from "../store/experiment-file.js";
import type { RootLayout } from "../store/layout.js";

/** An experiment as Athena prints it. */
export interface ExperimentShape {
  readonly id: number;
  readonly params: readonly string[];
  readonly config: Readonly<Record<string, unknown>>;
  readonly metadata: unknown;
}

/** One value of a statistic. */
export interface StatisticShape {
  readonly name: string;
  readonly value: unknown;
  readonly step: unknown;
}

/** A trial as Athena prints it. */
export interface TrialShape {
  readonly experiment_id: number;
  readonly params: Readonly<Record<string, unknown>>;
  readonly statistics: readonly StatisticShape[];
}

/** A run of an experiment as both. */
export interface ShownTrial {
  readonly name: string;
  readonly version: number;
  readonly experiment: ExperimentShape;
  readonly trial: TrialShape;
}

/**
 * A run as a trial; null for one of no experiment.
 *
 * @returns what is wrong, as a sentence, where the experiment cannot be read or does not have the version.
 */
export function shownTrial(layout: RootLayout, run: RunRecord): ShownTrial | string | null {
  const { name, version }: { name?: unknown; version?: unknown } = run.file?.experiment ?? {};
  if (typeof name !== "string") return null;
  const file = readExperiment(layout, name);
  if (typeof file === "string") return `The experiment ${name} ${file}.`;
  const found = file?.versions.find((one) => one.version === version);
  if (!file || !found)
    return `The run is a trial of ${name}, of which there is no version ${String(version)} any more.`;
  const { params, config, metadata } = found;
  const experiment = { id: file.id, params, config, metadata };
  return { name, version: found.version, experiment, trial: trialOf(file, params, run) };
}

function trialOf(
  { id }: ExperimentFile,
  hyperparameters: readonly string[],
  { params, statistics }: RunRecord,
): TrialShape {
  const own = hyperparameters.filter((name) => Object.hasOwn(params, name));
  return {
    experiment_id: id,
    params: Object.fromEntries(own.map((name) => [name, jsonValue(params[name])])),
    statistics: Object.entries(statistics).flatMap(([name, { step, value }]) =>
      Array.from(value, (each, at) => ({
        name,
        value: jsonValue(each),
        step: Number.isNaN(step[at]) ? null : jsonValue(step[at]),
      })),
    ),
  };
}
