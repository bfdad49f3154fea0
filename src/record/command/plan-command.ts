import { existsSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { seedsOf } from "../../capture/seeds-of.js";
import type { Params } from "../../store/format-params.js";
import { CeterisError } from "../../util/error.js";
import { lineTemplate, lineWords, parseWords, type CommandWords } from "./command-words.js";
import { lineParams } from "./line-params.js";
import { redactWords } from "./redact-words.js";
import type { RecordedLine } from "./recorded-line.js";
import { mergeParams, readScriptConfig, type ScriptConfig } from "./script-config.js";

/** What is to be run, and what is recorded of it. */
export interface CommandPlan {
  /** What is started. */
  readonly command: readonly string[];
  /** Absolute path. */
  readonly cwd: string;
  /** The rest is without secrets. */
  readonly recorded: readonly string[];
  readonly template: readonly string[];
  readonly params: Params;
  readonly hyperparameters: readonly string[];
  readonly seeds: Readonly<Record<string, number>>;
  readonly scriptConfig: ScriptConfig | null;
}

/**
 * Plans a command from its words, or a rerun of a recorded run, in which the words replace some.
 *
 * @param config - Of a rerun: the recorded run's directory, its params.yaml, a link to either, or its id.
 * @param root - Where a run is looked for by its id.
 * @throws CeterisError `USAGE` where there is no command.
 */
export async function planCommand(
  words: readonly string[],
  cwd: string,
  config?: string,
  root?: string,
): Promise<CommandPlan> {
  if (config !== undefined) {
    const { readRecordedLine, rerunLine } = await import("./recorded-line.js");
    return planLine(rerunLine(readRecordedLine(await placeOf(config, root)), words), cwd);
  }
  if (words.length === 0)
    throw new CeterisError(
      "USAGE",
      "There is no command; write it last: ceteris run python main.py --lr~0.01",
    );
  return planLine(parseWords(words), cwd);
}

/** An id begins with digits, as a run's directory does; a path that is there goes first. */
async function placeOf(config: string, root: string | undefined): Promise<string> {
  if (root === undefined || !/^\d[^/]*$/.test(config) || existsSync(config)) return config;
  const [{ findRun }, { openRoot }] = await Promise.all([
    import("../../index/find-run.js"),
    import("../../store/open-root.js"),
  ]);
  return findRun(openRoot(root), config, () => {}).directory;
}

/**
 * Plans the next attempt of a run, which runs the command that is recorded. It may be given again, as it has to be where
 * it has a secret.
 *
 * @throws CeterisError `USAGE` where another command is given, or a recorded secret is not.
 */
export async function planAgain(
  recorded: RecordedLine,
  words: readonly string[],
  cwd: string,
  id: string,
): Promise<CommandPlan> {
  if (words.length === 0) {
    const { rerunLine } = await import("./recorded-line.js");
    return planLine(rerunLine(recorded, []), cwd);
  }
  const plan = planLine(parseWords(words), cwd);
  const { line, file } = recorded;
  if (!line || isDeepStrictEqual(plan.recorded, file?.command)) return plan;
  const message = `--resume ${id} runs the command that run ${id} has recorded, and no other; leave the command out, or start a new run with ceteris run --config ${id} -- and what is to be replaced.`;
  throw new CeterisError("USAGE", message);
}

/** Plans a command line that is taken apart. */
export function planLine(line: CommandWords, cwd: string): CommandPlan {
  const redacted = redactWords(line);
  const scriptConfig = readScriptConfig(line.items, cwd);
  const { params, hyperparameters } = lineParams(redacted.items);
  const all = mergeParams(scriptConfig?.params ?? {}, params);
  return {
    command: lineWords(line),
    cwd,
    recorded: lineWords(redacted),
    template: lineTemplate(redacted),
    params: all,
    hyperparameters,
    seeds: seedsOf(all),
    scriptConfig,
  };
}
