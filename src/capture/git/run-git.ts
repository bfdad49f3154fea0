import { spawnSync } from "node:child_process";
import { dirname } from "node:path";
import type { Deadline } from "../deadline.js";
import { runProgram, type ProgramOutput } from "../run-program.js";
import type { Repository } from "./repository.js";

/**
 * Settings that win over those of the repository, which may come from anyone: nothing that its configuration names is
 * executed, and nothing is written to it.
 */
const SAFE_SETTINGS = [
  "core.fsmonitor=false",
  "core.hooksPath=/dev/null",
  "core.quotePath=false",
  "diff.autoRefreshIndex=false",
];

/** A filter of git-lfs is harmless, and without it every large file would count as changed. */
const LFS = /^git-lfs (?:clean|smudge|filter-process)[\w %.-]*$/;

const MOST_WAIT_MS = 1000;
const MOST_BYTES = 64 * 2 ** 20;

/** Runs git in the root of a working tree, with what it is to print; it is started before this function returns. */
export function runGit(
  repository: Repository,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  deadline: Deadline,
): Promise<ProgramOutput> {
  const settings = [...SAFE_SETTINGS, ...withoutFilters(repository, env)];
  return runProgram("git", withSettings(settings, args), {
    cwd: repository.root,
    env: gitEnvironment(repository.root, env),
    deadline,
  });
}

function withSettings(settings: readonly string[], args: readonly string[]): string[] {
  return ["--no-pager", ...settings.flatMap((text) => ["-c", text]), ...args];
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
  const { status, stdout } = spawnSync("git", withSettings(SAFE_SETTINGS, args), {
    cwd: root,
    env: gitEnvironment(root, env),
    encoding: "utf8",
    timeout: MOST_WAIT_MS,
    maxBuffer: MOST_BYTES,
  });
  return status === 0 ? stdout : null;
}

/** The environment without git's own variables, such as a hook has, but for the user's settings. */
function gitEnvironment(root: string, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const others = Object.entries(env).filter(
    ([name]) => !name.startsWith("GIT_") || /^GIT_(?:CONFIG_|EXEC_PATH$)/.test(name),
  );
  return {
    ...Object.fromEntries(others),
    LC_ALL: "C",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_TERMINAL_PROMPT: "0",
    // the tree that was found, whatever core.worktree says
    GIT_CEILING_DIRECTORIES: dirname(root),
    GIT_WORK_TREE: root,
    // a clone without all objects must not fetch them
    GIT_ALLOW_PROTOCOL: "",
    GIT_NO_LAZY_FETCH: "1",
  };
}

/** Settings that switch off filters which the repository itself has set: they are programs. */
function withoutFilters(repository: Repository, env: NodeJS.ProcessEnv): string[] {
  if (!/filter|include/i.test(repository.config)) return [];
  const { stdout } = spawnSync(
    "git",
    ["config", "--show-scope", "-z", "--get-regexp", "^filter\\."],
    {
      cwd: repository.root,
      env: gitEnvironment(repository.root, env),
      encoding: "utf8",
      timeout: MOST_WAIT_MS,
    },
  );
  return switchedOff((stdout ?? "").split("\0"));
}

/** From the scope and the setting of each filter, one after the other. */
function switchedOff(fields: readonly string[]): string[] {
  return fields.flatMap((scope, index) => {
    if (scope !== "local" && scope !== "worktree") return [];
    const [key, ...value] = (fields[index + 1] ?? "").split("\n");
    if (LFS.test(value.join("\n"))) return [];
    return [key!.endsWith(".required") ? `${key}=false` : `${key}=`];
  });
}
