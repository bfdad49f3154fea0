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
  /** What changed: `momentum was not in version 1 of lenet-mnist`. */
  readonly text: string;
  readonly changes: readonly Change[];
}

/** Letters of a digest that tell it from others at a glance. */
const SHORT = 7;
const OTHER: readonly Change[] = [{ param: null, change: "other" }];

/**
 * In what a setup differs from an older one: at most one difference of each kind. Of a setup that says nothing of its
 * code, its priors or its algorithm, these do not differ.
 *
 * @param where - Names the older one: `version 1 of lenet-mnist`.
 */
export function differencesOf(older: Setup, newer: Setup, where: string): Difference[] {
  return [
    ...newHyperparameters(older, newer, where),
    ...missingHyperparameters(older, newer, where),
    ...codeChange(older, newer, where),
    ...commandChange(older, newer, where),
    ...scriptConfigChange(older, newer, where),
    ...priorChange(older, newer, where),
    ...algorithmChange(older, newer, where),
  ];
}

function newHyperparameters({ params }: Setup, newer: Setup, where: string): Difference[] {
  const names = newer.params.filter((name) => !params.includes(name));
  if (names.length === 0) return [];
  const text = `${listed(names)} ${names.length > 1 ? "were" : "was"} not in ${where}`;
  return [{ kind: "new hyperparameter", text, changes: changesOf(names, "new") }];
}

function missingHyperparameters({ params }: Setup, newer: Setup, where: string): Difference[] {
  const names = params.filter((name) => !newer.params.includes(name));
  if (names.length === 0) return [];
  const [were, are] = names.length > 1 ? ["were", "are"] : ["was", "is"];
  const text = `${listed(names)} ${were} in ${where} and ${are} not given now`;
  return [{ kind: "missing hyperparameter", text, changes: changesOf(names, "gone") }];
}

/** A run outside of a repository, or whose repository could not be read, says nothing of its code. */
function codeChange(older: Setup, { metadata }: Setup, where: string): Difference[] {
  const [before, now] = [older.metadata.VCS, metadata.VCS];
  if (!now || (before?.HEAD_sha === now.HEAD_sha && before.diff_sha === now.diff_sha)) return [];
  const was = before ? codeText(before) : "code in no repository";
  return [{ kind: "code change", text: became(was, codeText(now), where), changes: OTHER }];
}

/** Code in a few words: `commit 14deae9 with uncommitted changes 616230d`. */
export function codeText({ HEAD_sha, diff_sha, is_dirty }: ExperimentCode): string {
  const commit = HEAD_sha === "" ? "no commit" : `commit ${HEAD_sha.slice(0, SHORT)}`;
  if (!is_dirty) return commit;
  return `${commit} with uncommitted changes${diff_sha === null ? "" : ` ${diff_sha.slice(0, SHORT)}`}`;
}

function commandChange(older: Setup, newer: Setup, where: string): Difference[] {
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
  const text = `${listWords(changes.map((change) => change.text))} since ${where}`;
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
function scriptConfigChange(older: Setup, newer: Setup, where: string): Difference[] {
  const [before, now] = [older.script_config, newer.script_config];
  if (!before || !now || before.sha256 === now.sha256) return [];
  const [was, is] = [before, now].map(({ sha256 }) => sha256.slice(0, SHORT));
  const text = `${visibleText(now.path)}, whose digest was ${was}, is another, ${is}, since ${where}`;
  return [{ kind: "script config change", text, changes: OTHER }];
}

function priorChange({ priors = {} }: Setup, newer: Setup, where: string): Difference[] {
  const changed = Object.entries(newer.priors ?? {}).filter(
    ([name, prior]) => priorOf(priors, name) !== prior,
  );
  if (changed.length === 0) return [];
  const texts = changed.map(([name, prior]) => {
    const was = priorOf(priors, name);
    return `the prior of ${name}, ${was === undefined ? "none" : visibleText(was)}, became ${visibleText(prior)}`;
  });
  return [{ kind: "prior change", text: `${listWords(texts)} since ${where}`, changes: OTHER }];
}

function priorOf(priors: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(priors, name) ? priors[name] : undefined;
}

function algorithmChange(older: Setup, { algorithm }: Setup, where: string): Difference[] {
  if (algorithm === undefined || algorithm === older.algorithm) return [];
  const was = visibleText(older.algorithm ?? "no algorithm");
  const text = became(was, visibleText(algorithm), where);
  return [{ kind: "algorithm change", text, changes: OTHER }];
}

function became(was: string, is: string, where: string): string {
  return `${was} became ${is} since ${where}`;
}

function listed(names: readonly string[]): string {
  return listWords(names.map(visibleText));
}

function changesOf(names: readonly string[], change: Change["change"]): Change[] {
  return names.map((param) => ({ param, change }));
}
