import { createHash } from "node:crypto";
import type { Vcs } from "../store/recorded-facts.js";
import { Deadline } from "./deadline.js";
import { collectChanges, type Changes, type Omission, type Uncommitted } from "./git/changes.js";
import { diffSections } from "./git/diff-sections.js";
import { parseStatus, STATUS_ARGUMENTS, type GitStatus } from "./git/git-status.js";
import { isSource, isUntrackedSource } from "./git/is-source.js";
import { namedPaths } from "./git/named-paths.js";
import { pathIn } from "./git/path-in.js";
import { remoteUrl } from "./git/remote-url.js";
import { findRepository, type Repository } from "./git/repository.js";
import { gitIn } from "./git/run-git.js";
import { findSubmodules, type Submodule } from "./git/submodules.js";
import { redactUrl } from "./redact/redact-url.js";
import { secretValues } from "./redact/secret-values.js";
import { successOf, type ProgramOutput } from "./run-program.js";

/** The code in a folder. */
export interface Code {
  /** Absent outside of a repository. */
  readonly vcs?: Vcs;
  /** Uncommitted changes, untracked programs included, as `git diff` writes them; secrets are redacted. */
  readonly diff?: string;
  /** Why something of it is absent. */
  readonly unread?: string;
}

/** How the code in a folder is read. */
export interface CodeOptions {
  /** In milliseconds; 2000. */
  readonly limit?: number;
  /** Absolute folders whose files are no code, such as the root that runs are recorded in. */
  readonly exclude?: readonly string[];
  /** The command line; settings that it names count as code though they are untracked. */
  readonly command?: readonly string[];
  /** True where nothing of this is to keep the process alive. */
  readonly background?: boolean;
  readonly env?: NodeJS.ProcessEnv;
}

const LIMIT_MS = 2000;

/** Without a word in the diff, so that only the program's own settings count. */
const DIFF_ARGUMENTS: readonly string[] = [
  "diff",
  "HEAD",
  "--no-color",
  "--no-ext-diff",
  "--no-textconv",
  "--no-renames",
  "--full-index",
  "--submodule=short",
  "--ignore-submodules=dirty",
  "--unified=3",
  "--src-prefix=a/",
  "--dst-prefix=b/",
];

/**
 * Reads which code a folder holds: commit, branch, and what is not committed, from git. Its processes are started before
 * this function returns. Nothing is written to the repository, and nothing that its configuration names is executed. Never
 * throws: what cannot be read is absent, with the reason.
 */
export async function captureCode(
  cwd: string,
  {
    limit = LIMIT_MS,
    exclude = [],
    command = [],
    background = false,
    env = process.env,
  }: CodeOptions = {},
): Promise<Code> {
  const deadline = new Deadline(limit, background);
  try {
    const repository = findRepository(cwd);
    const place = { cwd, command, exclude, env, deadline, secrets: secretValues(env) };
    return repository ? await readCode(repository, place) : {};
  } catch (error) {
    return { unread: (error as Error).message };
  } finally {
    deadline.clear();
  }
}

/** What is the same for a repository and its submodules. */
interface Place {
  readonly cwd: string;
  readonly command: readonly string[];
  readonly exclude: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly deadline: Deadline;
  readonly secrets: readonly string[];
}

/** Git itself does not look into submodules here: their own configuration could name programs. */
async function readCode(repository: Repository, place: Place): Promise<Code> {
  const { cwd, command, exclude, env, deadline, secrets } = place;
  const { root } = repository;
  const outside = exclude.flatMap((folder) => insideOf(root, folder));
  const scope = ["--", ".", ...outside.map((folder) => `:(exclude,literal,top)${folder}`)];
  const git = gitIn(repository, env, deadline);
  const [statusOutput, diffOutput, ...omissions] = await Promise.all([
    git([...STATUS_ARGUMENTS, ...scope]),
    git([...DIFF_ARGUMENTS, ...scope]).catch((error: Error) => error),
    ...findSubmodules(root).map((submodule) => submoduleOmission(submodule, place)),
  ]);
  const found = parseStatus(successOf("git status", statusOutput).toString());
  const status = sourcesOnly(found, outside, namedPaths(command, cwd, root));
  const read = async (): Promise<Changes> => {
    const files = changedFiles(status, diffOutput);
    return collectChanges({ root, ...files, omissions: omissions.flat(), secrets }, deadline);
  };
  const changes = await deadline
    .within(read(), "reading the changes")
    .catch((error: Error) => error);
  return codeOf(repository, status, changes);
}

/** The changes in a submodule are not kept, but named; their sum tells them apart. */
async function submoduleOmission(
  { path, repository }: Submodule,
  place: Place,
): Promise<Omission[]> {
  try {
    if (repository instanceof Error) throw repository;
    const { vcs } = await readCode(repository, place);
    if (!vcs?.is_dirty) return [];
    return [{ path, reason: `a submodule with uncommitted changes, sha256 ${vcs.diff_sha}` }];
  } catch (error) {
    return [{ path, reason: `a submodule that cannot be read (${(error as Error).message})` }];
  }
}

/** The path of a folder within another one, as git writes it; none where it lies elsewhere. */
function insideOf(root: string, folder: string): string[] {
  const path = pathIn(root, folder);
  return path === "" || path === ".." || path.startsWith("../") ? [] : [path];
}

function sourcesOnly(
  status: GitStatus,
  outside: readonly string[],
  named: ReadonlySet<string>,
): GitStatus {
  return {
    ...status,
    changed: status.changed.filter((path) => isSource(path, outside)),
    untracked: status.untracked.filter(
      (path) => isSource(path, outside) && isUntrackedSource(path, named),
    ),
  };
}

/** Before the first commit, every file is a new one. */
function changedFiles(
  { commit, changed, untracked }: GitStatus,
  output: ProgramOutput | Error,
): Pick<Uncommitted, "tracked" | "untracked"> {
  if (commit === "") return { tracked: [], untracked: [...changed, ...untracked] };
  if (output instanceof Error) throw output;
  if (output.isCut) throw new Error("the uncommitted changes are too large to be read");
  const sections = diffSections(successOf("git diff", output).toString());
  return { tracked: sections.filter(({ path }) => isSource(path, [])), untracked };
}

function codeOf(repository: Repository, status: GitStatus, changes: Changes | Error): Code {
  const failed = changes instanceof Error;
  const diff = failed || changes.diff === "" ? undefined : changes.diff;
  const remote = remoteUrl(repository.config, status.upstream);
  const unread = failed ? changes.message : changes.leftOut;
  return {
    vcs: {
      type: "git",
      HEAD_sha: status.commit,
      active_branch: status.branch,
      is_dirty: status.changed.length > 0 || diff !== undefined,
      diff_sha: diff === undefined ? null : sha256(diff),
      ...(remote === undefined ? {} : { remote: redactUrl(remote) }),
      root: repository.root,
    },
    ...(diff === undefined ? {} : { diff }),
    ...(unread === undefined ? {} : { unread }),
  };
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
