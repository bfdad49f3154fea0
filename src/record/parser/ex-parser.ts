import {
  type Action,
  ArgumentError,
  ArgumentParser,
  type ArgumentParserOptions,
  type Namespace,
  type SubparserOptions,
  type SubparsersAction,
} from "argparse";
import { readdirSync } from "node:fs";
import { createRoot } from "../../store/create-root.js";
import { highestId } from "../../store/create-run.js";
import type { RootLayout } from "../../store/layout.js";
import { parseRunName } from "../../store/run-name.js";
import { CeterisError } from "../../util/error.js";
import { registerTypes } from "./argument-types.js";
import { nameVariables, sourcesHelp } from "./help-text.js";
import { internalsOf, reachableParsers } from "./internals.js";
import {
  absoluteRoot,
  argparseOptions,
  type ExArgs,
  type ExArguments,
  type ExArgumentOptions,
  type ExParserOptions,
  type UnrecordedArgs,
} from "./options.js";
import { recordParse } from "./record-parse.js";
import { openRepository, type Repository } from "./repository.js";
import { safeExperiment } from "./safe-experiment.js";
import { defaultsFor, type Sources } from "./sources.js";
import { validate, type Validator } from "./validate.js";
import { variableNames } from "./variable-names.js";
import { withDefaults } from "./with-defaults.js";

/**
 * argparse's parser, whose every `parse_args` records a run: Python's `exman.ExParser` for TypeScript. On top of the
 * program's arguments there are `--config`, `--tmp`, `--git-dirty` and `--name`.
 *
 * @example
 * const parser = new ExParser({ root: `${process.cwd()}/exman`, description: "fits a line" });
 * parser.add_argument("--lr", { type: "float", default: 0.01 });
 * const args = parser.parse_args<{ lr: number }>(["--lr", "0.1", "--tmp"]);
 * await args.safe_experiment((run) => run.log({ loss: args.lr }, { step: 1 }));
 */
export class ExParser extends ArgumentParser {
  readonly root: string;
  readonly zfill: number;
  readonly automark: readonly string[];
  readonly #layout: RootLayout;
  readonly #repository: Repository | null;
  readonly #options: ExParserOptions;
  readonly #configActions: Action[] = [];
  readonly #volatile = new Set<Action>();
  readonly #variables = new Map<Action, string>();
  readonly #validators: Validator[] = [];
  readonly #setters: ((params: UnrecordedArgs) => void)[] = [];

  /**
   * @throws CeterisError `ROOT` where the root is no absolute path or cannot be made, `RECORD` where `git` is no git
   * repository.
   */
  constructor(options: ExParserOptions) {
    super(argparseOptions(options));
    this.#options = options;
    this.#layout = createRoot(absoluteRoot(options.root));
    this.root = this.#layout.root;
    this.zfill = options.zfill ?? 6;
    this.automark = options.automark ?? [];
    this.#repository = repositoryOf(options);
    registerTypes(this);
    this.#addOwnArguments();
  }

  get runs(): string {
    return this.#layout.runs;
  }

  get index(): string {
    return this.#layout.index;
  }

  get marked(): string {
    return this.#layout.marked;
  }

  get fails(): string {
    return this.#layout.fails;
  }

  get tmp(): string {
    return this.#layout.tmp;
  }

  /** The highest id of a run in runs, tmp and fails; 0 where there is none. */
  max_ex(): number {
    return highestId(this.#layout);
  }

  /** The number of runs in runs. */
  num_ex(): number {
    return readdirSync(this.runs).filter((name) => parseRunName(name)).length;
  }

  next_ex(): number {
    return this.max_ex() + 1;
  }

  next_ex_str(): string {
    return String(this.next_ex()).padStart(this.zfill, "0");
  }

  override add_argument(name: string, ...names: string[]): Action;
  override add_argument(name: string, ...namesAndOptions: [...string[], ExArgumentOptions]): Action;
  override add_argument(...words: (string | ExArgumentOptions)[]): Action {
    const names = words.filter((word) => typeof word === "string") as [string, ...string[]];
    const options = words.find((word) => typeof word === "object") ?? {};
    const { volatile = false, env_var, is_config_file_arg = false, ...plain } = options;
    const action = super.add_argument(...names, plain);
    if (volatile) this.#volatile.add(action);
    if (env_var !== undefined) this.#variables.set(action, env_var);
    if (is_config_file_arg) this.#configActions.push(action);
    return action;
  }

  /** The commands have argparse's parser with our types, unless `parser_class` is given: a parse makes one run. */
  override add_subparsers(options: SubparserOptions = {}): SubparsersAction {
    return super.add_subparsers({ parser_class: CommandParser, ...options });
  }

  /**
   * Refuses params that do not go together, before a run is made. `{lr}` in the message stands for a param's value.
   *
   * @param validator - True or undefined where they do; anything else, and an error, where they do not.
   */
  register_validator(
    validator: (params: UnrecordedArgs) => unknown,
    message = "validation error",
  ): void {
    this.#validators.push({ isValid: validator, message });
  }

  /** Changes params before they are validated and recorded. */
  register_setter(setter: (params: UnrecordedArgs) => void): void {
    this.#setters.push(setter);
  }

  /**
   * Parses the words of a command line, those of the process unless they are given, and makes a run of them, whose
   * params and links go to stdout. Text is taken apart at its spaces.
   *
   * @throws CeterisError `RECORD` where the repository is to be clean and is not, or where a param cannot be recorded.
   * Words that cannot be parsed, and params that a validator refuses, end the process with the usage and exit code 2, as
   * in argparse; with `exit_on_error: false` they are an ArgumentError.
   */
  override parse_args<T extends object = Namespace>(
    words?: readonly string[] | string,
    namespace?: T,
  ): ExArgs<T> {
    const args = super.parse_args(wordsOf(words), namespace) as ExArgs<T>;
    this.#assertClean(args);
    for (const setter of this.#setters) setter(args);
    this.#validate(args);
    const actions = reachableParsers(internalsOf(this)).flatMap((each) => each._actions);
    const parsed = recordParse(args, actions, {
      layout: this.#layout,
      zfill: this.zfill,
      automark: this.automark,
      repository: this.#repository,
    });
    args.root = parsed.run.directory;
    return Object.defineProperty(args, "safe_experiment", { value: safeExperiment(parsed) });
  }

  /** As argparse's, with values from config files and environment variables; makes no run. */
  override parse_known_args<T extends object = Namespace>(
    words?: readonly string[] | string,
    namespace?: T,
  ): [T, string[]] {
    const list = wordsOf(words) ?? process.argv.slice(2);
    return withDefaults(internalsOf(this), this.#defaultsFor(list), () =>
      super.parse_known_args(list, namespace),
    );
  }

  override format_help(): string {
    const { add_config_file_help = true, add_env_var_help = true } = this.#options;
    const variables = add_env_var_help ? this.#sources().variables : new Map<Action, string>();
    nameVariables(variables);
    const text = sourcesHelp(
      add_config_file_help ? this.#configActions.map((action) => action.option_strings[0]!) : [],
      add_config_file_help ? (this.#options.default_config_files ?? []) : [],
      variables.size > 0,
    );
    return super.format_help() + (text === "" ? "" : `\n${text}\n`);
  }

  #addOwnArguments(): void {
    const { args_for_setting_config_path: names = ["--config"] } = this.#options;
    if (names.length > 0)
      this.add_argument(...(names as [string, ...string[]]), {
        dest: "config_file",
        required: this.#options.config_arg_is_required ?? false,
        help: this.#options.config_arg_help_message ?? "config file path",
        is_config_file_arg: true,
      });
    this.add_argument("--tmp", {
      action: "store_true",
      help: "record the run in tmp/, not in the index",
    });
    this.add_argument("--git-dirty", {
      action: "store_true",
      help: "run although the repository is not clean",
    });
    this.add_argument("--name", { help: "name of the run, which its directory's name ends with" });
  }

  #assertClean({ git_dirty: isDirtyAllowed }: ExArguments): void {
    if (!this.#options.git_assert_clean || isDirtyAllowed || !this.#repository?.isDirty()) return;
    throw new CeterisError(
      "RECORD",
      `The repository ${this.#repository.path} has changes that are not committed; commit them, or give --git-dirty.`,
    );
  }

  #validate(args: ExArguments): void {
    try {
      for (const validator of this.#validators) validate(validator, args);
    } catch (error) {
      if (!this.exit_on_error || !(error instanceof ArgumentError)) throw error;
      this.error(error.message);
    }
  }

  #defaultsFor(words: readonly string[]): Map<Action, unknown> {
    try {
      return defaultsFor(internalsOf(this), words, this.#sources());
    } catch (error) {
      const isUsage = error instanceof CeterisError || error instanceof ArgumentError;
      if (!isUsage) throw error;
      if (!this.exit_on_error) throw new ArgumentError(undefined, error.message);
      this.error(error.message);
      return new Map();
    }
  }

  #sources(): Sources {
    const { default_config_files: defaultConfigFiles = [], auto_env_var_prefix } = this.#options;
    const configActions = this.#configActions;
    const variables = variableNames(
      internalsOf(this),
      this.#variables,
      auto_env_var_prefix,
      configActions,
    );
    return { defaultConfigFiles, configActions, volatile: this.#volatile, variables };
  }
}

/** The parser of a command. */
class CommandParser extends ArgumentParser {
  constructor(options?: ArgumentParserOptions) {
    super(options);
    registerTypes(this);
  }

  override add_subparsers(options: SubparserOptions = {}): SubparsersAction {
    return super.add_subparsers({ parser_class: CommandParser, ...options });
  }
}

function repositoryOf({ git, git_assert_clean = false }: ExParserOptions): Repository | null {
  if (typeof git === "string") return openRepository(git);
  return git === true || git_assert_clean ? openRepository(".") : null;
}

function wordsOf(words: readonly string[] | string | undefined): string[] | undefined {
  if (typeof words === "string") return words.split(/\s+/).filter((word) => word !== "");
  return words === undefined ? undefined : [...words];
}
