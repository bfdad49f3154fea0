import type { World } from "../capture/capture-world.js";
import { redactParams } from "../capture/redact/redact-params.js";
import { seedsOf } from "../capture/seeds-of.js";
import { createRun } from "../store/create-run.js";
import type { Params } from "../store/format-params.js";
import type { RootLayout } from "../store/layout.js";
import { isTrial, type RecordedFacts, type TrialOf } from "../store/recorded-facts.js";
import { newRunFile, type RunFile } from "../store/run-file.js";
import { factsOf, NOT_READ_YET } from "./keep-world.js";
import { observeWorld, type WorldSoFar } from "./observe-world.js";
import { resumeRun } from "./resume-run.js";
import { Run } from "./run.js";
import { thisProcess } from "./this-process.js";

/** What a new run is made with. */
export interface BeginOptions {
  readonly params: Params;
  /** What params.yaml gets instead, where that is to be written otherwise; the params without secrets by default. */
  readonly recorded?: Params;
  readonly name?: string;
  readonly tmp?: boolean;
  readonly zfill?: number;
  readonly sorted?: boolean;
  /** False to read nothing of the world. */
  readonly capture?: boolean;
  /** Where the code lies; the working directory, unless it is given. */
  readonly cwd?: string;
}

/**
 * Makes a run, and reads the world meanwhile.
 *
 * @throws CeterisError `RECORD` where a param cannot be recorded, or the root cannot be written.
 */
export function beginRun(layout: RootLayout, options: BeginOptions): Run {
  const { params, recorded = redactParams(params), capture = true, cwd, ...place } = options;
  const world = capture ? observeWorld(layout.root, cwd) : null;
  const time = new Date();
  const facts = { ...thisProcess(), ...worldFacts(layout, world), ...seedsIn(params) };
  const file = newRunFile(time, facts);
  const { id, directory } = createRun(layout, { ...place, params: recorded, file, time });
  return observed(new Run({ layout, id, directory, params, file }), world);
}

/** What the next attempt of a run is made with. */
export interface AgainOptions {
  readonly resume: number | string;
  readonly params?: Params;
  readonly capture?: boolean;
}

/**
 * Starts the next attempt of a run, and reads the world meanwhile.
 *
 * @throws CeterisError as `resumeRun` does.
 */
export function beginAgain(layout: RootLayout, options: AgainOptions): Run {
  const { resume, capture = true, ...given } = options;
  const world = capture ? observeWorld(layout.root) : null;
  const facts = (): Partial<RunFile> => ({ ...thisProcess(), ...worldFacts(layout, world) });
  const parts = resumeRun(layout, resume, { ...given, facts });
  const run = observed(new Run(parts), world);
  const { experiment, cwd } = parts.file;
  if (isTrial(experiment) && world)
    void world.coming.then((known) => goOnAsTrial(run, layout, experiment, known, cwd));
  return run;
}

function observed(run: Run, world: WorldSoFar | null): Run {
  if (world?.known) run.keepDiff(world.known);
  else if (world) void world.coming.then((known) => run.recordWorld(known));
  return run;
}

/** Looks at the experiment of a run again, whose code may have changed since. */
async function goOnAsTrial(
  run: Run,
  layout: RootLayout,
  trial: TrialOf,
  world: World,
  cwd: string = process.cwd(),
): Promise<void> {
  const [{ goOn }, { enteredText }] = await Promise.all([
    import("./experiments/go-on.js"),
    import("./experiments/join-version.js"),
  ]);
  try {
    const entered = goOn(layout, trial, world, cwd);
    const text = entered && enteredText(entered, trial.version);
    if (!text) return;
    const { name, id, version } = entered;
    run.record({ experiment: { name, id, version } });
    process.stderr.write(`ceteris: run ${run.id} ${text}\n`);
  } catch (error) {
    run.warn(error instanceof Error ? error.message : String(error));
  }
}

function worldFacts(layout: RootLayout, world: WorldSoFar | null): RecordedFacts {
  if (world === null) return {};
  return world.known ? factsOf(layout, world.known) : { unread: NOT_READ_YET };
}

function seedsIn(params: Params): Pick<RecordedFacts, "seeds"> {
  const seeds = seedsOf(params);
  return Object.keys(seeds).length > 0 ? { seeds } : {};
}
