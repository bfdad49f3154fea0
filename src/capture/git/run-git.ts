import { spawnSync } from "node:child_process";
import type { Deadline } from "../deadline.js";
import { runProgram, type ProgramOutput } from "../run-program.js";
import { gitEnvironment, gitWords } from "./git-environment.js";
import type { Repository } from "./repository.js";
import { settingsAgainstPrograms } from "./settings-against-programs.js";

const MOST_WAIT_MS = 1000;
const MOST_BYTES = 64 * 2 ** 20;

/** Runs git in the root of a working tree, with what it is to print; it is started before the call returns. */
export type Git = (args: readonly string[]) => Promise<ProgramOutput>;

/**
 * Git as it is run in a repository that may come from anyone: it executes nothing that the repository names.
 *
 * @throws Error where that cannot be made sure.
 */
export function gitIn(repository: Repository, env: NodeJS.ProcessEnv, deadline: Deadline): Git {
  const { root } = repository;
  const settings = settingsAgainstPrograms(repository, env);
  const options = { cwd: root, env: gitEnvironment(root, env, settings), deadline };
  return (args) => runProgram("git", gitWords(args), options);
}

/**
 * What a command of git's that reads its store alone prints, such as `ls-tree`; null where it fails or takes longer than a
 * second. The process waits for it.
 */
export function readGitStore(
  root: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): string | null {
  const { status, stdout } = spawnSync("git", gitWords(args), {
    cwd: root,
    env: gitEnvironment(root, env),
    encoding: "utf8",
    timeout: MOST_WAIT_MS,
    maxBuffer: MOST_BYTES,
    killSignal: "SIGKILL",
  });
  return status === 0 ? stdout : null;
}
