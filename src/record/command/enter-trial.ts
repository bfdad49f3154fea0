import { createHash } from "node:crypto";
import { resolve } from "node:path";
import type { Code } from "../../capture/capture-code.js";
import { codeDetails } from "../../capture/git/code-details.js";
import { createRoot } from "../../store/create-root.js";
import type { FileDigest, TrialOf } from "../../store/recorded-facts.js";
import { userName } from "../../util/user-name.js";
import {
  enterExperiment,
  experimentName,
  type TrialFacts,
} from "../experiments/enter-experiment.js";
import { enteredText } from "../experiments/join-version.js";
import type { CommandPlan } from "./plan-command.js";
import type { RecordCommandOptions } from "./record-command.js";
import type { ScriptConfig } from "./script-config.js";

/**
 * Enters a run into its experiment. Under `strict` an experiment that cannot be entered refuses the run; else the run is
 * no trial of it, or stays what it was. A name that is none always refuses it.
 *
 * @param before - What a run that goes on is a trial of.
 * @returns undefined for a run of no experiment.
 * @throws CeterisError `EXPERIMENT` as `enterExperiment` does.
 */
export function enterTrial(
  options: RecordCommandOptions,
  plan: CommandPlan,
  code: Code,
  note: (text: string) => unknown,
  before?: TrialOf,
): TrialOf | undefined {
  const { experiment: name = before?.name, strict = false, root } = options;
  if (name === undefined) return undefined;
  experimentName(name);
  const own = before?.name === name ? before.version : undefined;
  try {
    const facts = factsOf(options, name, plan, code);
    const entered = enterExperiment(createRoot(root), facts, { strict, own });
    const text = enteredText(entered, own);
    if (text !== null) note(`the run ${text}`);
    return { name: entered.name, id: entered.id, version: entered.version };
  } catch (error) {
    if (strict) throw error;
    const lost =
      own === undefined ? `is no trial of ${name}` : `stays a trial of ${name} as it was`;
    note(`warning: the run ${lost}: ${error instanceof Error ? error.message : String(error)}`);
    return before;
  }
}

function factsOf(
  { priors, algorithm }: RecordCommandOptions,
  name: string,
  { params, hyperparameters, template, scriptConfigs: { files }, cwd }: CommandPlan,
  { vcs, diff }: Code,
): TrialFacts {
  const marked = new Set(hyperparameters);
  const config = Object.entries(params).filter(([param]) => !marked.has(param));
  const scriptConfig = digestOf(files);
  const path = files.length === 1 ? resolve(cwd, files[0]!.path) : undefined;
  return {
    name,
    hyperparameters,
    config: Object.fromEntries(config),
    command: template,
    ...(scriptConfig && { scriptConfig }),
    ...(priors && { priors }),
    ...(algorithm !== undefined && { algorithm }),
    ...(vcs && { vcs, code: codeDetails(vcs, diff, path) }),
    user: userName(),
    time: new Date(),
  };
}

/** Several files count as one, that of all their sums. */
function digestOf(files: readonly ScriptConfig[]): FileDigest | undefined {
  const [first, ...others] = files;
  if (!first || others.length === 0) return first && { path: first.path, sha256: first.sha256 };
  const sums = createHash("sha256").update(files.map(({ sha256 }) => sha256).join("\n"));
  return { path: files.map(({ path }) => path).join(", "), sha256: sums.digest("hex") };
}
