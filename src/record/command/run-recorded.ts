import { statSync } from "node:fs";
import { captureCode, type Code } from "../../capture/capture-code.js";
import { createRoot } from "../../store/create-root.js";
import { isTrial, type TrialOf } from "../../store/recorded-facts.js";
import type { RunFile } from "../../store/run-file.js";
import { CeterisError } from "../../util/error.js";
import type { RunParts } from "../run.js";
import type { Exit } from "./exit.js";
import type { SystemPipe } from "./make-pipes.js";
import { planAgain, planCommand, type CommandPlan } from "./plan-command.js";
import type { RecordCommandOptions } from "./record-command.js";
import { attemptFacts, newRunParts, Recording, type MakeScalarReader } from "./recording.js";
import { runCommand } from "./run-command.js";

/** What was begun before the rest of the program was loaded. */
export interface BegunEarly {
  readonly cwd: string;
  /** Null for a run that is resumed, perhaps elsewhere, and where nothing is captured. */
  readonly code: Promise<Code> | null;
  /** Null where the command gets a terminal. */
  readonly pipes: Promise<readonly SystemPipe[] | null> | null;
}

const NOTHING: Promise<Code> = Promise.resolve({});

/** Does the work of `recordCommand`. */
export async function runRecorded(options: RecordCommandOptions, begun: BegunEarly): Promise<Exit> {
  const { root } = options;
  const readScalars = await readerOf(options.scalars);
  const plan = await planOf(options, begun.cwd);
  if (plan.scriptConfig?.problem) options.note(`warning: ${plan.scriptConfig.problem}`);
  const { capture } = options;
  const code =
    begun.code ??
    (capture ? captureCode(plan.cwd, { exclude: [root], command: plan.command }) : NOTHING);
  const start = async (known: Code): Promise<Recording | null> => {
    const recording = await startRecording(options, plan, known, readScalars);
    if (recording) options.onStart(recording);
    return recording;
  };
  return runCommand({ plan, root, code, capture, pipes: begun.pipes, start });
}

async function readerOf(pattern: string | undefined): Promise<MakeScalarReader | null> {
  if (pattern === undefined) return null;
  const [{ findPairs, findPattern }, { ScalarReader }] = await Promise.all([
    import("./scalar-pattern.js"),
    import("./scalar-reader.js"),
  ]);
  const find = pattern === "" ? findPairs : findPattern(pattern);
  return (take, onError) => new ScalarReader(find, take, onError);
}

async function planOf(options: RecordCommandOptions, here: string): Promise<CommandPlan> {
  const { words, config, resume, root } = options;
  if (resume === undefined) return planCommand(words, here, config, root);
  if (config !== undefined)
    throw new CeterisError("USAGE", "--resume and --config exclude each other; leave one out.");
  const [{ findRun }, { openRoot }, { readRecordedLine }] = await Promise.all([
    import("../../index/find-run.js"),
    import("../../store/open-root.js"),
    import("./recorded-line.js"),
  ]);
  const recorded = readRecordedLine(findRun(openRoot(root), resume, () => {}).directory);
  const cwd = directoryFor(recorded.file?.cwd, resume);
  return planAgain(recorded, words, cwd, resume);
}

/** A run goes on where it was started. */
function directoryFor(cwd: unknown, id: string): string {
  if (typeof cwd !== "string") return process.cwd();
  if (statSync(cwd, { throwIfNoEntry: false })?.isDirectory()) return cwd;
  const message = `Run ${id} was started in ${cwd}, which is not there; start a new run with --config instead.`;
  throw new CeterisError("RECORD", message);
}

async function startRecording(
  options: RecordCommandOptions,
  plan: CommandPlan,
  code: Code,
  readScalars: MakeScalarReader | null,
): Promise<Recording | null> {
  const { root, capture, resume, name, tmp, strict } = options;
  const notes: string[] = [];
  const enter = await trialEntry(options, plan, code, (text) => notes.push(text));
  const recordingOf = (parts: RunParts): Recording => {
    const recording = new Recording({ ...parts, writer: "scalars" }, plan, readScalars);
    for (const text of notes) options.note(text);
    return recording;
  };
  if (resume !== undefined) {
    const facts = attemptFacts(plan, code, capture);
    return recordingOf(await resumed(root, resume, facts, enter));
  }
  const experiment = enter();
  try {
    return recordingOf(newRunParts({ root, plan, code, capture, name, tmp, experiment }));
  } catch (error) {
    if (strict) throw error;
    options.note(`warning: the command runs, but is not recorded: ${messageOf(error)}`);
    return null;
  }
}

async function resumed(
  root: string,
  id: string,
  facts: Partial<RunFile>,
  enter: EnterTrial,
): Promise<RunParts> {
  const { resumeRun } = await import("../resume-run.js");
  return resumeRun(createRoot(root), id, {
    facts: ({ experiment }) => {
      const trial = enter(isTrial(experiment) ? experiment : undefined);
      return { ...facts, ...(trial && { experiment: trial }) };
    },
  });
}

type EnterTrial = (before?: TrialOf) => TrialOf | undefined;

/** What enters a run into its experiment; a run of none loads nothing for it. */
async function trialEntry(
  options: RecordCommandOptions,
  plan: CommandPlan,
  code: Code,
  note: (text: string) => unknown,
): Promise<EnterTrial> {
  if (options.experiment === undefined && options.resume === undefined) return () => undefined;
  const { enterTrial } = await import("./enter-trial.js");
  return (before) => enterTrial(options, plan, code, note, before);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
