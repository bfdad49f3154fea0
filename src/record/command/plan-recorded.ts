import { existsSync, statSync } from "node:fs";
import { relative } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { findRun } from "../../index/find-run.js";
import { openRoot } from "../../store/open-root.js";
import type { Params } from "../../store/format-params.js";
import { isTrial } from "../../store/recorded-facts.js";
import { CeterisError } from "../../util/error.js";
import { listWords } from "../../util/list-words.js";
import { readSmallText } from "../../util/read-small-file.js";
import { contradictingParam } from "../contradicting-param.js";
import { parseWords } from "./command-words.js";
import { planLine, type CommandPlan } from "./plan-command.js";
import type { RecordCommandOptions } from "./record-command.js";
import { isProgram, readRecordedLine, rerunLine, type RecordedLine } from "./recorded-line.js";
import { scriptConfig } from "./script-config.js";
import { keptConfigs } from "./script-configs.js";

/** What is to be run, and how it is recorded. */
export interface PlannedAgain {
  readonly plan: CommandPlan;
  readonly options: RecordCommandOptions;
}

/**
 * Plans a rerun of the run that `config` names, in which the words replace some or are another command, or the next
 * attempt of the run that `resume` names.
 *
 * @throws CeterisError `USAGE` where both are given, there is no such run, or a recorded secret is not given anew; `RUN`
 * where no run has the id; `RECORD` where the directory is gone in which an attempt goes on.
 */
export function planRecorded(given: RecordCommandOptions, here: string): PlannedAgain {
  const { words, config, resume, root } = given;
  if (config !== undefined && resume !== undefined)
    throw new CeterisError("USAGE", "--resume and --config exclude each other; leave one out.");
  if (resume === undefined) {
    const recorded = readRecordedLine(placeOf(config!, root));
    const plan = planLine(rerunLine(recorded, words), here);
    for (const text of otherConfigs(plan, recorded)) given.note(`warning: ${text}`);
    return { plan, options: asRecorded(given, recorded) };
  }
  const recorded = readRecordedLine(byID(root, resume));
  const plan = planAgain(recorded, words, directoryFor(recorded.file?.cwd, resume), resume);
  return { plan, options: asRecorded(given, recorded) };
}

/**
 * Options of which none is given are those of the recorded run. Its pattern of scalars and its experiment go with its own
 * command, and not with another one in its place.
 */
function asRecorded(
  { scalars, experiment, capture, ...given }: RecordCommandOptions,
  { file }: RecordedLine,
): RecordCommandOptions {
  const isOwn = given.resume !== undefined || !isProgram(given.words);
  const recorded = isOwn ? file?.recording?.scalars : undefined;
  const trial = isOwn && isTrial(file?.experiment) ? file.experiment.name : undefined;
  return {
    ...given,
    capture: capture && file?.recording?.capture !== false,
    scalars: scalars ?? (typeof recorded === "string" ? recorded : undefined),
    experiment: experiment ?? (given.resume === undefined ? trial : undefined),
  };
}

/** What differs in config files that the recorded line names, as sentences. */
function otherConfigs(
  { scriptConfigs: { files } }: CommandPlan,
  { directory, file }: RecordedLine,
): string[] {
  const words = file?.command ?? [];
  return keptConfigs(files, directory).flatMap(({ file: now, copy }) => {
    const isSame = words.some((word) => word === now.path || word.endsWith(`=${now.path}`));
    const text = isSame ? readSmallText(copy) : null;
    if (text === null) return [];
    const before = scriptConfig(now.path, Buffer.from(text));
    const names = otherParams(now.params, before.params);
    const isKnown = Object.keys({ ...now.params, ...before.params }).length > 0;
    if (isKnown ? names.length === 0 : now.text === before.text) return [];
    const differ =
      names.length === 0
        ? ""
        : `, ${listWords(names)} ${names.length === 1 ? "differs" : "differ"}`;
    return [
      `${now.path} is another file now than the run was recorded with${differ}; that file is ${relative(process.cwd(), copy)}`,
    ];
  });
}

function otherParams(now: Params, before: Params): string[] {
  return Object.keys({ ...before, ...now }).filter(
    (name) =>
      !Object.hasOwn(before, name) ||
      !Object.hasOwn(now, name) ||
      contradictingParam({ [name]: now[name] }, before) !== undefined,
  );
}

/** A run's directory, its params.yaml, a link to either, or its id; a path that is there goes first. */
function placeOf(config: string, root: string): string {
  return !/^\d[^/]*$/.test(config) || existsSync(config) ? config : byID(root, config);
}

function byID(root: string, id: string): string {
  return findRun(openRoot(root), id, () => {}).directory;
}

/** A run goes on where it was started. */
function directoryFor(cwd: unknown, id: string): string {
  if (typeof cwd !== "string") return process.cwd();
  if (statSync(cwd, { throwIfNoEntry: false })?.isDirectory()) return cwd;
  const message = `Run ${id} was started in ${cwd}, which is not there; start a new run with --config instead.`;
  throw new CeterisError("RECORD", message);
}

/** The next attempt runs the command that is recorded. It, or options of it, may be given again, as secrets have to be. */
function planAgain(
  recorded: RecordedLine,
  words: readonly string[],
  cwd: string,
  id: string,
): CommandPlan {
  if (words.length === 0) return planLine(rerunLine(recorded, []), cwd);
  const plan = planLine(isProgram(words) ? parseWords(words) : rerunLine(recorded, words), cwd);
  const { line, file } = recorded;
  if (!line || isDeepStrictEqual(plan.recorded, file?.command)) return plan;
  const message = `--resume ${id} runs the command that run ${id} has recorded, and no other; leave out what is after --, but for secrets that were not kept, or start a new run with ceteris run --config ${id} -- and what is to be replaced.`;
  throw new CeterisError("USAGE", message);
}
