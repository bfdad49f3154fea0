import { redactParams } from "../capture/redact/redact-params.js";
import { seedsOf } from "../capture/seeds-of.js";
import { createRun } from "../store/create-run.js";
import type { Params } from "../store/format-params.js";
import type { RootLayout } from "../store/layout.js";
import type { RecordedFacts } from "../store/recorded-facts.js";
import { newRunFile } from "../store/run-file.js";
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
  const facts = { ...thisProcess(), ...worldFacts(layout, world) };
  return observed(new Run(resumeRun(layout, resume, { ...given, facts })), world);
}

function observed(run: Run, world: WorldSoFar | null): Run {
  if (world?.known) run.keepDiff(world.known);
  else if (world) void world.coming.then((known) => run.recordWorld(known));
  return run;
}

function worldFacts(layout: RootLayout, world: WorldSoFar | null): RecordedFacts {
  if (world === null) return {};
  return world.known ? factsOf(layout, world.known) : { unread: NOT_READ_YET };
}

function seedsIn(params: Params): Pick<RecordedFacts, "seeds"> {
  const seeds = seedsOf(params);
  return Object.keys(seeds).length > 0 ? { seeds } : {};
}
