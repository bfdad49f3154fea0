import { seedsOf } from "../../capture/seeds-of.js";
import type { Params } from "../../store/format-params.js";
import { CeterisError } from "../../util/error.js";
import { lineTemplate, lineWords, parseWords, type CommandWords } from "./command-words.js";
import { lineParams } from "./line-params.js";
import { redactLine } from "./redact-line.js";
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
 * @param config - Of a rerun: the recorded run's directory, its params.yaml, or a link to either.
 * @throws CeterisError `USAGE` where there is no command.
 */
export async function planCommand(
  words: readonly string[],
  cwd: string,
  config?: string,
): Promise<CommandPlan> {
  if (config !== undefined) {
    const { readRecordedLine, rerunLine } = await import("./recorded-line.js");
    return planLine(rerunLine(readRecordedLine(config), words), cwd);
  }
  if (words.length === 0)
    throw new CeterisError(
      "USAGE",
      "There is no command; write it last: ceteris run python main.py --lr~0.01",
    );
  return planLine(parseWords(words), cwd);
}

/** Plans a command line that is taken apart. */
export function planLine(line: CommandWords, cwd: string): CommandPlan {
  const redacted = redactLine(line);
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
