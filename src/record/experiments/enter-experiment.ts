import { join } from "node:path";
import { jsonValue } from "../../frame/exact-text.js";
import { createCache } from "../../store/create-root.js";
import { safeName } from "../../store/create-run.js";
import { withLock } from "../../store/exclusive-lock.js";
import {
  type CodeDetails,
  EXPERIMENT_SCHEMA,
  type ExperimentFile,
  type ExperimentVersion,
  experimentPath,
  loadExperiments,
  readExperiment,
  saveExperiment,
  type Setup,
} from "../../store/experiment-file.js";
import type { Params } from "../../store/format-params.js";
import type { RootLayout } from "../../store/layout.js";
import type { FileDigest, Vcs } from "../../store/recorded-facts.js";
import { CeterisError } from "../../util/error.js";
import { localTime } from "../../util/local-time.js";
import {
  conflictsWith,
  type Entered,
  type EnterOptions,
  joinVersion,
  ownVersion,
  type Trial,
} from "./join-version.js";

/** In bytes; a file system has names of 255, and the file's is longer than the experiment's. */
const LONGEST_NAME = 200;

/** What a run says of itself when it begins as a trial. */
export interface TrialFacts {
  /** The experiment's. */
  readonly name: string;
  readonly hyperparameters: readonly string[];
  /** The other params. */
  readonly config: Params;
  /** The command line, without the values of hyperparameters: `--lr~`. */
  readonly command: readonly string[];
  /** The script's own config file. */
  readonly scriptConfig?: FileDigest;
  readonly priors?: Readonly<Record<string, string>>;
  readonly algorithm?: string;
  /** Absent where the code is in no repository. */
  readonly vcs?: Vcs;
  readonly code?: CodeDetails;
  readonly user: string;
  readonly time: Date;
}

/**
 * Finds the version of an experiment that a run belongs to: its own where it goes on and agrees with that, else the newest
 * that it agrees with. A run that agrees with none starts the next one. Of several processes that start an experiment at
 * once, one does.
 *
 * @throws CeterisError `EXPERIMENT` where the file of the experiment is damaged or cannot be written, and with `strict`
 * where the run agrees with no version, or with its own no more; besides what `experimentName` throws.
 */
export function enterExperiment(
  layout: RootLayout,
  facts: TrialFacts,
  options: EnterOptions = {},
): Entered {
  const name = experimentName(facts.name);
  const trial: Trial = { setup: setupOf(facts), root: facts.vcs?.root, ...options };
  const known = readKnown(layout, name);
  const joined = known && joinVersion(known, trial);
  if (joined) return joined;
  return changeExperiment(layout, name, () => {
    const now = readKnown(layout, name);
    if (!now) return startExperiment(layout, name, trial.setup);
    return joinVersion(now, trial) ?? startVersion(layout, now, trial);
  });
}

/**
 * Does what reads and changes an experiment's file, while no other process does so in this root.
 *
 * @throws CeterisError `EXPERIMENT` where it cannot be written.
 */
export function changeExperiment<T>(layout: RootLayout, name: string, action: () => T): T {
  try {
    createCache(layout);
    return withLock(join(layout.cache, "experiments.lock"), action);
  } catch (error) {
    if (error instanceof CeterisError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new CeterisError(
      "EXPERIMENT",
      `The experiment ${name} cannot be recorded: ${reason}; see whether ${layout.root} can be written.`,
      { cause: error },
    );
  }
}

/** @throws CeterisError `EXPERIMENT` where the file of the experiment cannot be read. */
export function readKnown(layout: RootLayout, name: string): ExperimentFile | null {
  const file = readExperiment(layout, name);
  if (typeof file !== "string") return file;
  throw new CeterisError(
    "EXPERIMENT",
    `The experiment ${name} cannot go on: ${experimentPath(layout, name)} ${file}; mend the file, or give the experiment another name.`,
  );
}

/**
 * The name of an experiment, in Unicode's NFC. It names a file, and is never changed beyond that: two names are two
 * experiments.
 *
 * @throws CeterisError `EXPERIMENT` where a path may not have it, or it is too long.
 */
export function experimentName(name: string): string {
  const composed = name.normalize("NFC");
  const safe = shortened(safeName(composed, LONGEST_NAME));
  if (safe === composed) return composed;
  throw new CeterisError(
    "EXPERIMENT",
    `${JSON.stringify(name)} can be no name of an experiment, which has letters, digits and ._+=@,- and at most ${LONGEST_NAME} bytes; give one such as ${safe ?? "lenet-mnist"}.`,
  );
}

/** A name of at most `LONGEST_NAME` bytes in UTF-8. */
function shortened(name: string | null): string | null {
  if (name === null || Buffer.byteLength(name) <= LONGEST_NAME) return name;
  return shortened(safeName(Array.from(name).slice(0, -1).join(""), LONGEST_NAME));
}

function setupOf(facts: TrialFacts): Setup {
  const { hyperparameters, config, command, scriptConfig, priors, algorithm, vcs, code } = facts;
  return {
    params: hyperparameters,
    config: jsonValue(config) as Readonly<Record<string, unknown>>,
    command,
    ...(scriptConfig && { script_config: scriptConfig }),
    ...(vcs && code && { code }),
    ...(priors && { priors }),
    ...(algorithm !== undefined && { algorithm }),
    metadata: {
      username: facts.user,
      timestamp: localTime(facts.time).slice(0, 19),
      ...(vcs && { VCS: codeOf(vcs) }),
    },
  };
}

function codeOf({
  is_dirty,
  HEAD_sha,
  active_branch,
  diff_sha,
}: Vcs): NonNullable<Setup["metadata"]["VCS"]> {
  return { is_dirty, HEAD_sha, active_branch, diff_sha };
}

function startVersion(layout: RootLayout, file: ExperimentFile, trial: Trial): Entered {
  const { name, id, versions } = file;
  const version = versions.length + 1;
  const conflicts = conflictsWith(versions.at(-1)!, trial);
  const started = { version, ...trial.setup, conflicts };
  saveExperiment(layout, { ...file, versions: [...versions, started] });
  const own = ownVersion(file, trial);
  return { name, id, version, conflicts: own ? conflictsWith(own, trial) : conflicts, isNew: true };
}

function startExperiment(layout: RootLayout, name: string, setup: Setup): Entered {
  const ids = loadExperiments(layout, () => {}).map(({ id }) => id);
  const id = ids.reduce((highest, each) => Math.max(highest, each), -1) + 1;
  const first: ExperimentVersion = { version: 1, ...setup, conflicts: [] };
  saveExperiment(layout, { schema: EXPERIMENT_SCHEMA, id, name, versions: [first], adapters: [] });
  return { name, id, version: 1, conflicts: [], isNew: true };
}
