import { execFileSync } from "node:child_process";
import { join, resolve } from "node:path";
import { diffSections } from "../../capture/git/diff-sections.js";
import { gitEnvironment, gitWords } from "../../capture/git/git-environment.js";
import { findRepository, type Repository as Place } from "../../capture/git/repository.js";
import { isSecretFile } from "../../capture/git/secret-file.js";
import { settingsAgainstPrograms } from "../../capture/git/settings-against-programs.js";
import { findSubmodules } from "../../capture/git/submodules.js";
import { redactDiff } from "../../capture/redact/redact-diff.js";
import { CeterisError } from "../../util/error.js";

/** What `git` and `git_assert_clean` ask of a repository. */
export interface Repository {
  /** Its top folder. */
  readonly path: string;
  commit(): string;
  /** Whether tracked files differ from the commit. */
  isDirty(): boolean;
  /** What differs, without the files and lines that hold secrets. */
  changes(): string;
}

/**
 * Opens the git repository that a folder lies in. No program that its own settings name is run, and nothing is written
 * into it.
 *
 * @throws CeterisError `RECORD` where there is none, or no git.
 */
export function openRepository(folder: string): Repository {
  const place = placeOf(resolve(folder));
  return {
    path: place.root,
    commit: () => read(place, ["rev-parse", "HEAD"]),
    isDirty: () => isDirty(place),
    changes: () =>
      diffSections(`${read(place, ["diff", "HEAD", ...PLAINLY])}\n`)
        .filter((section) => !isSecretFile(section.path))
        .map((section) => redactDiff(section.text, section.path).text)
        .join(""),
  };
}

/** Git itself would run what the settings of a submodule name. */
const AROUND_SUBMODULES = "--ignore-submodules=dirty";
const PLAINLY = [
  "--no-color",
  "--no-ext-diff",
  "--no-textconv",
  "--no-renames",
  "--binary",
  AROUND_SUBMODULES,
];

function isDirty(place: Place): boolean {
  const status = ["status", "--porcelain", "--untracked-files=no", AROUND_SUBMODULES];
  return (
    read(place, status) !== "" ||
    findSubmodules(place.root).some(({ path, repository }) => {
      if (repository instanceof Error) throw unreadable(join(place.root, path), repository);
      return isDirty(repository);
    })
  );
}

function placeOf(folder: string): Place {
  let place: Place | undefined;
  try {
    place = findRepository(folder);
  } catch (error) {
    throw unreadable(folder, error);
  }
  if (place) return place;
  throw unreadable(folder, new Error("it is in no repository with a working tree"));
}

function read(place: Place, words: readonly string[]): string {
  const { root } = place;
  try {
    const settings = settingsAgainstPrograms(place, process.env);
    return execFileSync("git", gitWords(words), {
      cwd: root,
      env: gitEnvironment(root, process.env, settings),
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      maxBuffer: 2 ** 28,
    }).trimEnd();
  } catch (error) {
    throw unreadable(root, error);
  }
}

function unreadable(folder: string, error: unknown): CeterisError {
  const stderr = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : "";
  const reason = stderr.split("\n")[0] || (error instanceof Error ? error.message : String(error));
  const remedy = "give ExParser the path of a git repository with a commit as `git`";
  const message = `git cannot read ${folder}: ${reason.replace(/\.$/, "")}; ${remedy}.`;
  return new CeterisError("RECORD", message, { cause: error });
}
