import { dirname } from "node:path";

/**
 * Settings that win over those of the repository, which may come from anyone: nothing that its configuration names is
 * executed, and nothing is written to it. Filters are left to `settingsAgainstPrograms`.
 */
const SAFE_SETTINGS = [
  "core.fsmonitor=false",
  "core.hooksPath=/dev/null",
  "core.quotePath=false",
  "diff.autoRefreshIndex=false",
];

/** The words of a call of git. */
export function gitWords(args: readonly string[]): string[] {
  return ["--no-pager", ...SAFE_SETTINGS.flatMap((text) => ["-c", text]), ...args];
}

/** A setting of git's: its key, and its value. */
export type GitSetting = readonly [key: string, value: string];

/**
 * The environment without git's own variables, such as a hook has, but for the user's settings.
 *
 * @param settings - Win over all others. Git before 2.31 does not know this way. As words of a call, they would be told
 * apart at the first `=`, which a key may have.
 */
export function gitEnvironment(
  root: string,
  env: NodeJS.ProcessEnv,
  settings: readonly GitSetting[] = [],
): NodeJS.ProcessEnv {
  const others = Object.entries(env).filter(
    ([name]) => !name.startsWith("GIT_") || /^GIT_(?:CONFIG_|EXEC_PATH$)/.test(name),
  );
  return {
    ...Object.fromEntries(others),
    ...settingVariables(settings, Number(env["GIT_CONFIG_COUNT"]) || 0),
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

function settingVariables(settings: readonly GitSetting[], first: number): NodeJS.ProcessEnv {
  if (settings.length === 0) return {};
  const variables = settings.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${first + index}`, key],
    [`GIT_CONFIG_VALUE_${first + index}`, value],
  ]);
  const count = String(first + settings.length);
  return { ...Object.fromEntries(variables), GIT_CONFIG_COUNT: count };
}
