import { seedsOf } from "../../capture/seeds-of.js";
import type { Params } from "../../store/format-params.js";
import { CeterisError } from "../../util/error.js";
import { lineTemplate, lineWords, parseWords, type CommandWords } from "./command-words.js";
import { lineParams } from "./line-params.js";
import { redactWords } from "./redact-words.js";
import { mergeParams } from "./script-config.js";
import { readScriptConfigs, type ScriptConfigs } from "./script-configs.js";

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
  readonly scriptConfigs: ScriptConfigs;
}

/**
 * Plans a command from its words.
 *
 * @throws CeterisError `USAGE` where there is none.
 */
export function planCommand(words: readonly string[], cwd: string): CommandPlan {
  if (words.length > 0) return planLine(parseWords(words), cwd);
  throw new CeterisError(
    "USAGE",
    "There is no command; write it last: ceteris run python main.py --lr~0.01",
  );
}

/** Plans a command line that is taken apart. */
export function planLine(line: CommandWords, cwd: string): CommandPlan {
  const redacted = redactWords(line);
  const scriptConfigs = readScriptConfigs(line.items, cwd);
  const { params, hyperparameters } = lineParams(redacted.items);
  const files = scriptConfigs.files.map((file) => file.params);
  const all = [...files, params].reduce((earlier, later) => mergeParams(earlier, later), {});
  return {
    command: lineWords(line),
    cwd,
    recorded: lineWords(redacted),
    template: lineTemplate(redacted),
    params: all,
    hyperparameters,
    seeds: seedsOf(all),
    scriptConfigs,
  };
}
