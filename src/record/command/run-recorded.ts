import { captureCode, type Code } from "../../capture/capture-code.js";
import { createRoot } from "../../store/create-root.js";
import { isTrial, type TrialOf } from "../../store/recorded-facts.js";
import type { RunFile } from "../../store/run-file.js";
import { contradictingParam } from "../contradicting-param.js";
import type { RunParts } from "../run.js";
import type { Exit } from "./exit.js";
import type { SystemPipe } from "./make-pipes.js";
import { planCommand, type CommandPlan } from "./plan-command.js";
import type { PlannedAgain } from "./plan-recorded.js";
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
export async function runRecorded(given: RecordCommandOptions, begun: BegunEarly): Promise<Exit> {
  const { options, plan } = await planOf(given, begun.cwd);
  const readScalars = await readerOf(options);
  for (const problem of plan.scriptConfigs.problems) options.note(`warning: ${problem}`);
  const { root, capture } = options;
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

const USUAL_FORMS = `it reads loss: 0.4, acc=0.9, {'loss': 0.4}, and loss 0.4 between bars; others by a pattern, such as --scalars="(?<name>\\w+) is (?<value>\\S+)".`;

async function readerOf({
  scalars: pattern,
  note,
}: RecordCommandOptions): Promise<MakeScalarReader | null> {
  if (pattern === undefined) return null;
  const [{ findPairs }, { findPattern }, { ScalarReader }] = await Promise.all([
    import("./scalar-pairs.js"),
    import("./scalar-pattern.js"),
    import("./scalar-reader.js"),
  ]);
  const [find, hint] =
    pattern === ""
      ? [findPairs, USUAL_FORMS]
      : [findPattern(pattern), `the pattern ${pattern} finds none.`];
  return (take, onError) => new ScalarReader({ find, take, onError, note, hint });
}

/** The plan, and the options with those of a run that is run again; a new one loads nothing for it. */
async function planOf(given: RecordCommandOptions, here: string): Promise<PlannedAgain> {
  if (given.resume === undefined && given.config === undefined)
    return { options: given, plan: planCommand(given.words, here) };
  const { planRecorded } = await import("./plan-recorded.js");
  return planRecorded(given, here);
}

async function startRecording(
  options: RecordCommandOptions,
  plan: CommandPlan,
  code: Code,
  readScalars: MakeScalarReader | null,
): Promise<Recording | null> {
  const { root, resume, name, tmp, strict } = options;
  const notes: string[] = [];
  const enter = await trialEntry(options, plan, code, (text) => notes.push(text));
  const recordingOf = (parts: RunParts): Recording => {
    const recording = new Recording({ ...parts, writer: "scalars" }, plan, readScalars);
    for (const text of notes) options.note(text);
    return recording;
  };
  if (resume !== undefined) {
    const parts = await resumed(root, resume, attemptFacts(plan, code, options), enter);
    const other = contradictingParam(plan.params, parts.params);
    if (other !== undefined)
      notes.push(`warning: the run's params stay as they are, though ${other} is another now`);
    return recordingOf(parts);
  }
  const experiment = enter();
  try {
    return recordingOf(newRunParts({ root, plan, code, how: options, name, tmp, experiment }));
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
