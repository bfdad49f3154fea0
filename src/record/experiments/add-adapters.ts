import { type Adapter, type Effect, EFFECTS } from "../../store/adapter.js";
import { adapterFault, hasParam, paramNames } from "../../store/check-adapters.js";
import { differencesOf } from "../../store/differences.js";
import { type ExperimentFile, saveExperiment } from "../../store/experiment-file.js";
import type { RootLayout } from "../../store/layout.js";
import { CeterisError } from "../../util/error.js";
import { nearestName } from "../../util/nearest-name.js";
import { changeExperiment, readKnown } from "./enter-experiment.js";

/** What an adapter is to state. */
export type Statement =
  | { readonly default: Readonly<Record<string, unknown>> }
  | { readonly rename: Readonly<Record<string, string>> }
  | { readonly no_effect: Effect };

/** The versions that it is about; those that are not given are found. */
export interface VersionPair {
  readonly from?: number;
  readonly to?: number;
}

/**
 * Adds adapters to an experiment. Where the versions are not given, they are the newest two in a row between which there
 * is what is stated; a default of a param that an older version alone has goes from the newer one to that. A statement
 * that is there already is replaced.
 *
 * @returns the adapters that were added.
 * @throws CeterisError `EXPERIMENT` for an experiment that is not there, and for what the versions contradict.
 */
export function addAdapters(
  layout: RootLayout,
  name: string,
  statements: readonly Statement[],
  pair: VersionPair = {},
): Adapter[] {
  return changeExperiment(layout, name, () => {
    const file = readKnown(layout, name);
    if (!file) throw unknownExperiment(layout, name);
    const added = statements.map((statement) => adapterOf(file, statement, pair));
    const isReplaced = (adapter: Adapter): boolean =>
      adapterFault(file, adapter) === null && added.some((one) => isSame(one, adapter));
    const kept = file.adapters.filter((adapter) => !isReplaced(adapter));
    saveExperiment(layout, { ...file, adapters: [...added, ...kept] }); // of two, the first applies
    return added;
  });
}

/** The error for a name that no experiment bears. */
export function unknownExperiment({ root }: RootLayout, name: string): CeterisError {
  return new CeterisError(
    "EXPERIMENT",
    `There is no experiment ${name} in ${root}; ceteris experiments lists those that are there.`,
  );
}

function adapterOf(file: ExperimentFile, statement: Statement, pair: VersionPair): Adapter {
  const adapter = { ...versionsOf(file, statement, pair), ...statement };
  const fault = adapterFault(file, adapter);
  if (fault === null) return adapter;
  const turned = { ...adapter, from: adapter.to, to: adapter.from };
  if (adapterFault(file, turned) === null) return turned;
  throw new CeterisError(
    "EXPERIMENT",
    `The adapter ${JSON.stringify(adapter)} does not fit ${file.name}: ${fault}; ceteris experiments ${file.name} shows its versions.`,
  );
}

function versionsOf(
  file: ExperimentFile,
  statement: Statement,
  { from, to }: VersionPair,
): { readonly from: number; readonly to: number } {
  if (from !== undefined) return { from, to: to ?? from + 1 };
  if (to !== undefined) return { from: to - 1, to };
  const steps = file.versions.slice(1).map(({ version }) => ({ from: version - 1, to: version }));
  const both = steps.toReversed().flatMap((step) => [step, { from: step.to, to: step.from }]);
  const found = both.find((step) => isAbout(file, statement, step));
  if (found) return found;
  throw unknownParam(file, statement) ?? nowhere(file, statement);
}

/** The error for a name that is a param of no version. */
function unknownParam(
  { name, versions }: ExperimentFile,
  statement: Statement,
): CeterisError | undefined {
  const known = [
    ...new Set(versions.flatMap(({ params, config }) => [...params, ...paramNames(config)])),
  ];
  const wrong = namesOf(statement).find((param) => !known.includes(param));
  if (wrong === undefined) return undefined;
  const nearest = nearestName(wrong, known);
  const remedy = nearest ? `did you mean ${nearest}?` : `there are: ${known.join(", ") || "none"}.`;
  return new CeterisError("EXPERIMENT", `No version of ${name} has a param ${wrong}; ${remedy}`);
}

function namesOf(statement: Statement): string[] {
  if ("default" in statement) return Object.keys(statement.default);
  return "rename" in statement ? Object.entries(statement.rename).flat() : [];
}

function nowhere({ name }: ExperimentFile, statement: Statement): CeterisError {
  const what =
    "no_effect" in statement
      ? `The ${statement.no_effect} is the same in all versions of ${name} that follow each other`
      : `There are no two versions of ${name} in a row that ${JSON.stringify(statement)} fits`;
  return new CeterisError(
    "EXPERIMENT",
    `${what}; ceteris experiments ${name} shows its versions, and --from and --to name them.`,
  );
}

function isAbout(
  { versions }: ExperimentFile,
  statement: Statement,
  { from, to }: { readonly from: number; readonly to: number },
): boolean {
  const [before, after] = [versions[from - 1]!, versions[to - 1]!];
  if ("no_effect" in statement)
    return (
      from < to &&
      differencesOf(before, after).some(({ kind }) => kind === EFFECTS[statement.no_effect])
    );
  if ("default" in statement)
    return Object.keys(statement.default).every(
      (name) => hasParam(after, name) && !hasParam(before, name),
    );
  return Object.entries(statement.rename).every(
    ([name, renamed]) =>
      hasParam(before, name) &&
      hasParam(after, renamed) &&
      !hasParam(before, renamed) &&
      !hasParam(after, name),
  );
}

/** True for a statement about the same versions and the same param, whatever it states of it. */
function isSame(one: Adapter, other: Adapter): boolean {
  const keyOf = (adapter: Adapter): string => {
    const { from, to } = adapter;
    if ("default" in adapter)
      return JSON.stringify([from, to, Object.keys(adapter.default).sort()]);
    return JSON.stringify("rename" in adapter ? [from, to, adapter.rename] : adapter);
  };
  return keyOf(one) === keyOf(other);
}
