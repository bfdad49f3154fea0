import type { Action, Namespace } from "argparse";
import { readFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { indexLink } from "../../store/create-run.js";
import { DIFF_FILE, PARAMS_FILE, type RootLayout } from "../../store/layout.js";
import { addMark } from "../../store/marks.js";
import { writeFileAtomic } from "../../util/write-file-atomic.js";
import type { Run } from "../run.js";
import { beginRun, type BeginOptions } from "../begin-run.js";
import { adoptRun } from "../surrounding-run.js";
import { markKey } from "./automark.js";
import { plainParams, withFloats } from "./params.js";
import type { Repository } from "./repository.js";

/** What a parser knows of the runs it makes. */
export interface RunSettings {
  readonly layout: RootLayout;
  readonly zfill: number;
  readonly automark: readonly string[];
  readonly repository: Repository | null;
}

/** The run of a parse. */
export interface ParsedRun {
  readonly run: Run;
  /** True for the run that `ceteris run` records, output included. */
  readonly isAdopted: boolean;
}

/**
 * Makes a run of parsed arguments, marks it, and prints what exman prints: the params and the links.
 *
 * @throws CeterisError `RECORD` where an argument cannot be recorded.
 */
export function recordParse(
  args: Namespace,
  actions: readonly Action[],
  { layout, zfill, automark, repository }: RunSettings,
): ParsedRun {
  const code = repository && { commit: repository.commit(), dirty: repository.isDirty() };
  const params = { ...plainParams(args), ...code };
  const recorded = withFloats(params, actions);
  const adopted = args["tmp"] ? null : adoptRun(layout, params);
  const run = adopted ?? beginRun(layout, { params, recorded, zfill, ...formOf(args, repository) });
  if (repository && code?.dirty && !adopted) keepChanges(run, repository);
  print(readFileSync(join(run.directory, PARAMS_FILE), "utf8"));
  if (!adopted && !args["tmp"])
    printLink(indexLink(layout, basename(run.directory)), join(run.directory, PARAMS_FILE));
  if (automark.length > 0 && !args["tmp"]) mark(layout, markKey(automark, recorded), run);
  return { run, isAdopted: adopted !== null };
}

function formOf(args: Namespace, repository: Repository | null): Partial<BeginOptions> {
  const name: unknown = args["name"];
  return {
    sorted: true,
    tmp: Boolean(args["tmp"]),
    ...(typeof name === "string" && { name }),
    ...(repository && { cwd: repository.path }),
  };
}

/** At once: what is read of the code meanwhile, untracked files too, may come when a short program has ended. */
function keepChanges(run: Run, repository: Repository): void {
  try {
    writeFileAtomic(join(run.directory, DIFF_FILE), repository.changes());
  } catch (error) {
    warn(run, error);
  }
}

function mark(layout: RootLayout, key: string, run: Run): void {
  try {
    addMark(layout, key, { directory: run.directory, folder: "runs" });
  } catch (error) {
    warn(run, error);
    return;
  }
  printLink(join(layout.marked, ...key.split("/"), basename(run.directory)), run.directory);
}

function warn(run: Run, error: unknown): void {
  run.warn(error instanceof Error ? error.message : String(error));
}

function printLink(link: string, target: string): void {
  print(`Created symlink from ${link} -> ${relative(join(link, ".."), target)}`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
