import { spawnSync } from "node:child_process";
import { delimiter } from "node:path";
import { errorCode } from "../../util/error-code.js";
import { gitEnvironment, gitWords, type GitSetting } from "./git-environment.js";
import type { Repository } from "./repository.js";

/** A filter of git-lfs is harmless, and without it every large file would count as changed. */
const LFS = /^git-lfs (?:clean|smudge|filter-process)[\w %.-]*$/;

/** What git runs, and what git-lfs does. */
const KEYS = "^(filter|lfs\\.extension|lfs\\.customtransfer)\\.";
const PROGRAM = /\.(?:clean|smudge|process|path)$/;

/** Without its extension it does fail, and the file is read as it is. */
const LFS_MAY_FAIL: GitSetting = ["filter.lfs.required", "false"];

/** Settings that do not come with the repository. */
const OWN_SCOPES: ReadonlySet<string | undefined> = new Set(["system", "global", "command"]);

/** Does nothing, and tells that git knows settings from the environment. */
const PROBE: GitSetting = ["filter.ceteris.probe", "1"];

const MOST_WAIT_MS = 1000;
const MOST_BYTES = 64 * 2 ** 20;

/**
 * Settings that switch off the filters which the repository itself has set, and the extensions of git-lfs: they are
 * programs.
 *
 * @throws Error where they cannot be told: then git is not to be started.
 */
export function settingsAgainstPrograms(
  repository: Repository,
  env: NodeJS.ProcessEnv,
): GitSetting[] {
  if (!mayNamePrograms(repository)) return [];
  const { error, status, stdout } = spawnSync(
    "git",
    gitWords(["config", "--show-scope", "-z", "--get-regexp", KEYS]),
    {
      cwd: repository.root,
      env: gitEnvironment(repository.root, env, [PROBE]),
      encoding: "utf8",
      timeout: MOST_WAIT_MS,
      maxBuffer: MOST_BYTES,
      killSignal: "SIGKILL",
    },
  );
  if (error) throw unknown(errorCode(error) ?? error.message);
  if (status !== 0) throw unknown(`exit code ${status}`);
  const fields = stdout.split("\0");
  if (!fields.includes(PROBE.join("\n"))) throw unknown("git 2.31 or later is needed");
  return switchedOff(fields);
}

/** Above a folder with such a name, git may find another repository. */
function mayNamePrograms({ root, config }: Repository): boolean {
  return /filter|include|lfs/i.test(config) || root.includes(delimiter);
}

function unknown(reason: string): Error {
  return new Error(
    `git does not tell which programs the repository's configuration names (${reason})`,
  );
}

/** From the scope and the setting of each key, one after the other. */
function switchedOff(fields: readonly string[]): GitSetting[] {
  return fields.flatMap((scope, index): GitSetting[] => {
    if (index % 2 === 1 || OWN_SCOPES.has(scope)) return [];
    const [key = "", ...value] = (fields[index + 1] ?? "").split("\n");
    if (key.startsWith("filter.") && LFS.test(value.join("\n"))) return [];
    if (key.endsWith(".required")) return [[key, "false"]];
    if (!PROGRAM.test(key)) return [];
    return key.startsWith("lfs.") ? [[key, ""], LFS_MAY_FAIL] : [[key, ""]];
  });
}
