import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { diffSections } from "../../capture/git/diff-sections.js";
import { isSecretFile } from "../../capture/git/secret-file.js";
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
 * Opens the git repository that a folder lies in.
 *
 * @throws CeterisError `RECORD` where there is none, or no git.
 */
export function openRepository(folder: string): Repository {
  const path = read(resolve(folder), ["rev-parse", "--show-toplevel"]);
  return {
    path,
    commit: () => read(path, ["rev-parse", "HEAD"]),
    isDirty: () => read(path, ["status", "--porcelain", "--untracked-files=no"]) !== "",
    changes: () =>
      diffSections(`${read(path, ["diff", "HEAD", ...PLAINLY])}\n`)
        .filter((section) => !isSecretFile(section.path))
        .map((section) => redactDiff(section.text, section.path).text)
        .join(""),
  };
}

const PLAINLY = ["--no-color", "--no-ext-diff", "--no-textconv", "--no-renames", "--binary"];

/** Runs no program that the repository's own settings name, and writes nothing into it. */
const SAFELY = [
  "--no-optional-locks",
  "-c",
  "core.fsmonitor=false",
  "-c",
  "core.hooksPath=/dev/null",
];

function read(folder: string, words: readonly string[]): string {
  try {
    return execFileSync("git", [...SAFELY, ...words], {
      cwd: folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      maxBuffer: 2 ** 28,
    }).trimEnd();
  } catch (error) {
    throw new CeterisError("RECORD", `${reasonOf(error, folder)}.`, { cause: error });
  }
}

function reasonOf(error: unknown, folder: string): string {
  const stderr = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : "";
  const reason = stderr.split("\n")[0] || (error instanceof Error ? error.message : String(error));
  const remedy = "give ExParser the path of a git repository with a commit as `git`";
  return `git cannot read ${folder}: ${reason.replace(/\.$/, "")}; ${remedy}`;
}
