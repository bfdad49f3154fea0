import type { TrialFacts } from "../../../src/record/experiments/enter-experiment.js";
import type { Vcs } from "../../../src/store/recorded-facts.js";

/** The code of a run: the commit, and what is changed since. */
export function code(commit: string, changes: string | null = null): Vcs {
  return {
    type: "git",
    HEAD_sha: commit.padEnd(40, "0"),
    active_branch: "master",
    is_dirty: changes !== null,
    diff_sha: changes?.padEnd(64, "0") ?? null,
    root: "/home/you/lenet",
  };
}

/** The line of Athena's page: `python main.py --lr~0.001 --momentum~0.9 --epochs 100`. */
export function athena(other: Partial<TrialFacts> = {}): TrialFacts {
  return {
    name: "lenet-mnist",
    hyperparameters: ["lr", "momentum"],
    config: { epochs: 100 },
    command: ["python", "main.py", "--lr~", "--momentum~", "--epochs", "100"],
    vcs: code("14deae9"),
    user: "bouthilx",
    time: new Date(2026, 10, 21, 10, 0, 0),
    ...other,
  };
}

/** The same with other words. */
export function line(
  words: string,
  hyperparameters: readonly string[] = ["lr", "momentum"],
): TrialFacts {
  return athena({ command: words.split(" "), hyperparameters });
}
