import type { ArgumentOptions, ArgumentParserOptions, Namespace } from "argparse";
import { isAbsolute } from "node:path";
import { CeterisError } from "../../util/error.js";
import type { SafeExperiment } from "./safe-experiment.js";

/** What `ExParser` takes on top of argparse's options; the names are those of exman and ConfigArgParse. */
export interface ExParserOptions extends ArgumentParserOptions {
  /** The folder that holds all runs, an absolute path: `simpleroot(import.meta.url)`. Made where it is missing. */
  readonly root: string;
  /** Digits of the ids in the names of the runs' directories; 6, unless it is given. */
  readonly zfill?: number;
  /** Names of params: each run is marked `<name>/<value>/…` by them. */
  readonly automark?: readonly string[];
  /** A folder in a git repository, or true for the working directory: its commit is recorded as a param. */
  readonly git?: string | boolean | null;
  /** True to refuse a run while tracked files are changed, unless `--git-dirty` is given. */
  readonly git_assert_clean?: boolean;
  /** Config files, and patterns for them, that are read where they are there; a later one counts more. */
  readonly default_config_files?: readonly string[];
  /** The options that name a config file, `--config` unless they are given. */
  readonly args_for_setting_config_path?: readonly string[];
  readonly config_arg_is_required?: boolean;
  readonly config_arg_help_message?: string;
  /** `TRAIN_` makes TRAIN_LR the environment variable of `--lr`, and so on for every option. */
  readonly auto_env_var_prefix?: string;
  /** False for a help that says nothing of config files. */
  readonly add_config_file_help?: boolean;
  /** False for a help that says nothing of environment variables. */
  readonly add_env_var_help?: boolean;
}

/** What `add_argument` takes on top of argparse's options. */
export interface ExArgumentOptions extends ArgumentOptions {
  /** True for an argument that no config file sets: a run that is restored has its default. */
  readonly volatile?: boolean;
  /** The environment variable that sets the argument where the command line does not. */
  readonly env_var?: string;
  /** True for a further option that names a config file. */
  readonly is_config_file_arg?: boolean;
}

/** What every parse has on top of the program's own arguments. */
export interface ExArguments {
  /** The run's directory, an absolute path. */
  root: string;
  tmp: boolean;
  git_dirty: boolean;
  name: string | undefined;
  /** What `--config` names. */
  config_file?: string | undefined;
  /** Runs the experiment and ends the run as it ends. */
  readonly safe_experiment: SafeExperiment;
}

/** Parsed arguments: `parse_args<{ lr: number }>()` says what the program's own are. */
export type ExArgs<T extends object = Namespace> = T & ExArguments;

/** What a validator or a setter takes: the run has no directory yet. */
export type UnrecordedArgs = Namespace & Omit<ExArguments, "root" | "safe_experiment">;

/** What is left for argparse, which refuses what it does not know. */
export function argparseOptions(options: ExParserOptions): ArgumentParserOptions {
  const {
    root: _root,
    zfill: _zfill,
    automark: _automark,
    git: _git,
    git_assert_clean: _clean,
    default_config_files: _files,
    args_for_setting_config_path: _names,
    config_arg_is_required: _required,
    config_arg_help_message: _help,
    auto_env_var_prefix: _prefix,
    add_config_file_help: _configHelp,
    add_env_var_help: _variableHelp,
    ...rest
  } = options;
  return rest;
}

/**
 * The root of a parser.
 *
 * @throws CeterisError `ROOT` where it is no absolute path.
 */
export function absoluteRoot(root: string): string {
  if (typeof root === "string" && isAbsolute(root)) return root;
  const what = root === undefined ? "is missing" : `${root} is no absolute path`;
  throw new CeterisError(
    "ROOT",
    `The root of an ExParser ${what}; give simpleroot(import.meta.url).`,
  );
}
