import { resolve } from "node:path";
import { codeDetails } from "../../capture/git/code-details.js";
import type { World } from "../../capture/capture-world.js";
import type { RootLayout } from "../../store/layout.js";
import type { TrialOf } from "../../store/recorded-facts.js";
import { userName } from "../../util/user-name.js";
import { enterExperiment, readKnown } from "./enter-experiment.js";
import type { Entered } from "./join-version.js";

/**
 * Finds the version that a run goes on as, whose code alone is known anew.
 *
 * @param cwd - Where its command ran.
 * @returns null where nothing is known of its code, and where the experiment has no such version any more.
 * @throws CeterisError as `enterExperiment` does.
 */
export function goOn(
  layout: RootLayout,
  { name, version }: TrialOf,
  { vcs, diff }: Pick<World, "vcs" | "diff">,
  cwd: string,
): Entered | null {
  const own = vcs && readKnown(layout, name)?.versions[version - 1];
  if (!own) return null;
  const { params, script_config: config, priors, algorithm } = own;
  const path = config && resolve(cwd, config.path);
  const facts = {
    name,
    hyperparameters: params,
    config: own.config,
    command: own.command,
    ...(config && { scriptConfig: config }),
    ...(priors && { priors }),
    ...(algorithm !== undefined && { algorithm }),
    vcs,
    code: codeDetails(vcs, diff, path),
    user: userName(),
    time: new Date(),
  };
  return enterExperiment(layout, facts, { own: version });
}
