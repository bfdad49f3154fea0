import { listWords } from "../util/list-words.js";
import { visibleText } from "../util/visible-text.js";
import { commandOptions, paramName } from "./command-options.js";
import type { ConflictKind, ExperimentCode, Setup } from "./experiment-file.js";

/** One thing that differs. */
export interface Change {
  /** The param that it is one of; null where it is of none. */
  readonly param: string | null;
  readonly change: "new" | "gone" | "other";
}

/** A way in which two setups differ. */
export interface Difference {
  readonly kind: ConflictKind;
  /** What changed: `momentum`, or `commit 14deae9 became 2c1f5aa (main.py)`. */
  readonly text: string;
  readonly changes: readonly Change[];
}

/** Letters of a digest that tell it from others at a glance. */
const SHORT = 7;
/** Changed files that a message names. */
const MOST_FILES = 3;
const OTHER: readonly Change[] = [{ param: null, change: "other" }];

/**
 * In what a setup differs from an older one: at most one difference of each kind. Of a setup that says nothing of its
 * code, its priors or its algorithm, these do not differ.
 *
 * @param committed - Files that differ between their commits, which a change of the code names.
 */
export function differencesOf(
  older: Setup,
  newer: Setup,
  committed: readonly string[] = [],
): Difference[] {
  return [
    ...newHyperparameters(older, newer),
    ...missingHyperparameters(older, newer),
    ...codeChange(older, newer, committed),
    ...commandChange(older, newer),
    ...scriptConfigChange(older, newer),
    ...priorChange(older, newer),
    ...algorithmChange(older, newer),
  ];
}

function newHyperparameters({ params }: Setup, newer: Setup): Difference[] {
  const names = newer.params.filter((name) => !params.includes(name));
  if (names.length === 0) return [];
  return [{ kind: "new hyperparameter", text: listed(names), changes: changesOf(names, "new") }];
}

function missingHyperparameters({ params }: Setup, newer: Setup): Difference[] {
  const names = params.filter((name) => !newer.params.includes(name));
  if (names.length === 0) return [];
  const changes = changesOf(names, "gone");
  return [{ kind: "missing hyperparameter", text: listed(names), changes }];
}

/** A run outside of a repository, or whose repository could not be read, says nothing of its code. */
function codeChange(older: Setup, newer: Setup, committed: readonly string[]): Difference[] {
  const [before, now] = [older.metadata.VCS, newer.metadata.VCS];
  if (!now || isSameCode(older, newer)) return [];
  const files = changedFiles(older, newer, committed);
  const named = files.length > 0 ? ` (${filesText(files)})` : "";
  return [{ kind: "code change", text: codeChangeText(before, now) + named, changes: OTHER }];
}

/** The script's config file is no part of the code: of two that have the same, only the rest counts. */
function isSameCode(older: Setup, newer: Setup): boolean {
  const [before, now] = [older.metadata.VCS, newer.metadata.VCS];
  if (before?.HEAD_sha === now?.HEAD_sha && before?.diff_sha === now?.diff_sha) return true;
  const [was, is] = [older.code?.without_config, newer.code?.without_config];
  return was !== undefined && was.path === is?.path && was.sha256 === is.sha256;
}

/** Those that have other uncommitted changes than before, then those that commits changed. */
function changedFiles(older: Setup, newer: Setup, committed: readonly string[]): string[] {
  const [before, now] = [older, newer].map(({ code }) => code?.uncommitted ?? {}) as [
    Readonly<Record<string, string>>,
    Readonly<Record<string, string>>,
  ];
  const uncommitted = [...Object.keys(now), ...Object.keys(before)];
  const other = uncommitted.filter((path) => ownText(before, path) !== ownText(now, path));
  const config = newer.code?.without_config?.path;
  return [...new Set([...other, ...committed])].filter((path) => path !== config);
}

function filesText(files: readonly string[]): string {
  const rest = files.length - MOST_FILES;
  const named = files.slice(0, rest > 0 ? MOST_FILES : undefined).map(visibleText);
  return listWords(rest > 0 ? [...named, `${rest} more`] : named);
}

function codeChangeText(before: ExperimentCode | undefined, now: ExperimentCode): string {
  if (!before) return `code in no repository became ${codeText(now)}`;
  if (before.HEAD_sha !== now.HEAD_sha)
    return `${codeText(before)} became ${codeText(now)}`.replace("became commit", "became");
  const [was, is] = [before.diff_sha, now.diff_sha].map((sha) => sha !== null);
  if (was && !is) return "no uncommitted changes any more";
  return was ? "other uncommitted changes" : "uncommitted changes";
}

/** Code in a few words: `commit 14deae9 with uncommitted changes`. */
export function codeText({ HEAD_sha, is_dirty }: ExperimentCode): string {
  const commit = HEAD_sha === "" ? "no commit" : `commit ${HEAD_sha.slice(0, SHORT)}`;
  return is_dirty ? `${commit} with uncommitted changes` : commit;
}

function commandChange(older: Setup, newer: Setup): Difference[] {
  const before = commandOptions(older.command, older.params);
  const now = commandOptions(newer.command, newer.params);
  const [was, is] = [before.head, now.head].map((words) => visibleText(words.join(" ")));
  const heads =
    was === is ? [] : [{ param: null, change: "other" as const, text: `${was} became ${is}` }];
  const names = [...new Set([...before.options.keys(), ...now.options.keys()])];
  const options = names.flatMap((name) =>
    optionChange(name, before.options.get(name), now.options.get(name)),
  );
  const changes = [...heads, ...options];
  if (changes.length === 0) return [];
  const text = listWords(changes.map((change) => change.text));
  return [{ kind: "command line change", text, changes }];
}

function optionChange(
  name: string,
  before: readonly string[] | undefined,
  now: readonly string[] | undefined,
): (Change & { readonly text: string })[] {
  const param = paramName(name);
  const spelled = (values: readonly string[]): string =>
    visibleText(values.map((value) => optionText(name, value)).join(" "));
  if (!before) return [{ param, change: "new", text: `${spelled(now!)} is new` }];
  if (!now) return [{ param, change: "gone", text: `${spelled(before)} is gone` }];
  const [was, is] = [spelled(before), spelled(now)];
  return was === is ? [] : [{ param, change: "other", text: `${was} became ${is}` }];
}

function optionText(name: string, value: string): string {
  return name.endsWith("=") || value === "" ? name + value : `${name} ${value}`;
}

/** Where only one of them names a file, its command line tells. */
function scriptConfigChange(older: Setup, newer: Setup): Difference[] {
  const [before, now] = [older.script_config, newer.script_config];
  if (!before || !now || before.sha256 === now.sha256) return [];
  return [{ kind: "script config change", text: visibleText(now.path), changes: OTHER }];
}

function priorChange({ priors = {} }: Setup, newer: Setup): Difference[] {
  const changed = Object.entries(newer.priors ?? {}).filter(
    ([name, prior]) => ownText(priors, name) !== prior,
  );
  if (changed.length === 0) return [];
  const texts = changed.map(([name, prior]) => {
    const was = visibleText(ownText(priors, name) ?? "none");
    return `that of ${name}, ${was}, became ${visibleText(prior)}`;
  });
  return [{ kind: "prior change", text: listWords(texts), changes: OTHER }];
}

function ownText(texts: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(texts, name) ? texts[name] : undefined;
}

function algorithmChange(older: Setup, { algorithm }: Setup): Difference[] {
  if (algorithm === undefined || algorithm === older.algorithm) return [];
  const was = visibleText(older.algorithm ?? "none");
  const text = `${was} became ${visibleText(algorithm)}`;
  return [{ kind: "algorithm change", text, changes: OTHER }];
}

function listed(names: readonly string[]): string {
  return listWords(names.map(visibleText));
}

function changesOf(names: readonly string[], change: Change["change"]): Change[] {
  return names.map((param) => ({ param, change }));
}
