import { committedChanges } from "../../capture/git/code-details.js";
import { differencesOf } from "../../store/differences.js";
import type {
  Conflict,
  ExperimentFile,
  ExperimentVersion,
  Setup,
} from "../../store/experiment-file.js";
import { CeterisError } from "../../util/error.js";

/** The version of an experiment that a run belongs to. */
export interface Entered {
  /** The experiment's. */
  readonly name: string;
  readonly id: number;
  readonly version: number;
  /** With the version before, where the run starts one; of a run that goes on as another version, with its own. */
  readonly conflicts: readonly Conflict[];
  /** True where the run starts the experiment, or a version of it. */
  readonly isNew: boolean;
}

/** How a run enters an experiment. */
export interface EnterOptions {
  /** Refuses what would start a version, and a run that would go on as another version than its own. */
  readonly strict?: boolean;
  /** Of a run that goes on, the version that it is a trial of. */
  readonly own?: number | undefined;
}

/** A run on its way into an experiment. */
export interface Trial extends EnterOptions {
  readonly setup: Setup;
  /** Absolute path of the repository of its code. */
  readonly root: string | undefined;
}

/**
 * The version that a run agrees with; null where it is to start one.
 *
 * @throws CeterisError `EXPERIMENT` under `strict`, where it starts one, or agrees with its own no more.
 */
export function joinVersion(file: ExperimentFile, trial: Trial): Entered | null {
  const { name, id, versions } = file;
  const own = ownVersion(file, trial);
  const candidates = [...(own ? [own] : []), ...versions.toReversed()];
  const found = candidates.find((version) => differencesOf(version, trial.setup).length === 0);
  const isOther = own !== undefined && found !== own;
  if (trial.strict && (!found || isOther)) throw refusal(file, trial);
  if (!found) return null;
  const conflicts = isOther ? conflictsWith(own, trial) : [];
  return { name, id, version: found.version, conflicts, isNew: false };
}

/** What is said of a run that starts a version, or goes on as another one; null where there is nothing to say. */
export function enteredText({ name, version, conflicts }: Entered, own?: number): string | null {
  if (conflicts.length === 0) return null;
  const does = own === undefined ? "starts" : "goes on as";
  const not = own === undefined ? "" : `, not ${own}`;
  const why = conflicts.map(({ message }) => message).join("; ");
  return `${does} version ${version} of ${name}${not}; ${why}`;
}

/** Undefined for a new run, and for one whose version the experiment has no more. */
export function ownVersion(
  { versions }: ExperimentFile,
  { own }: Trial,
): ExperimentVersion | undefined {
  return own === undefined ? undefined : versions[own - 1];
}

/** What a run and a version disagree in; files that commits changed are asked of git. */
export function conflictsWith(before: ExperimentVersion, { setup, root }: Trial): Conflict[] {
  const [was, is] = [before, setup].map(({ metadata }) => metadata.VCS?.HEAD_sha);
  const committed = root && was && is && was !== is ? committedChanges(root, was, is) : [];
  return differencesOf(before, setup, committed).map(({ kind, text }) => ({
    kind,
    message: `${kind}: ${text}`,
  }));
}

function refusal(file: ExperimentFile, trial: Trial): CeterisError {
  const { name, versions } = file;
  const own = ownVersion(file, trial);
  const before = own ?? versions.at(-1)!;
  const conflicts = conflictsWith(before, trial).map(({ message }) => message);
  const since = `since version ${before.version}: ${conflicts.join("; ")}`;
  return new CeterisError(
    "EXPERIMENT",
    own
      ? `The run is a trial of version ${own.version} of ${name} no more (${since}); resume it as it was, or leave --strict out.`
      : `The run agrees with no version of ${name} (${since}); run it as before, or leave --strict out to start version ${versions.length + 1}.`,
  );
}
