/** What `git status` says of a working tree. Paths are relative to its root. */
export interface GitStatus {
  /** Empty where there is no commit yet. */
  readonly commit: string;
  /** Null for a detached HEAD. */
  readonly branch: string | null;
  /** The branch of a remote repository that this one follows, such as `origin/main`. */
  readonly upstream: string | null;
  /** Tracked files that differ from the commit. */
  readonly changed: readonly string[];
  readonly untracked: readonly string[];
}

export const STATUS_ARGUMENTS: readonly string[] = [
  "status",
  "--porcelain=v2",
  "--branch",
  "-z",
  "--untracked-files=all",
  "--ignore-submodules=dirty",
  "--no-renames",
  "--no-ahead-behind",
];

/** Fields before the path in a line of each kind. Source: git's documentation of `--porcelain=v2`. */
const FIELDS_BEFORE_PATH: Readonly<Record<string, number>> = { "1": 8, "2": 9, u: 10 };

export function parseStatus(text: string): GitStatus {
  const lines = text.split("\0");
  const header = (name: string): string | undefined =>
    lines.find((line) => line.startsWith(`# branch.${name} `))?.slice(`# branch.${name} `.length);
  const commit = header("oid") ?? "";
  const branch = header("head") ?? "";
  return {
    commit: commit === "(initial)" ? "" : commit,
    branch: branch === "(detached)" ? null : branch,
    upstream: header("upstream") ?? null,
    changed: lines.flatMap(changedPath),
    untracked: lines.filter((line) => line.startsWith("? ")).map((line) => line.slice(2)),
  };
}

function changedPath(line: string): string[] {
  const count = line[1] === " " ? FIELDS_BEFORE_PATH[line[0]!] : undefined;
  return count === undefined ? [] : [line.split(" ").slice(count).join(" ")];
}
