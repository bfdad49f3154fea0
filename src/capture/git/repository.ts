import { readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";

/** A repository with a working tree, as it lies on the disk. */
export interface Repository {
  /** Absolute path of the working tree, links resolved. */
  readonly root: string;
  /** The configuration that belongs to the repository, as text; it may come from anyone. */
  readonly config: string;
}

/** The repository that a folder belongs to, found as git finds it; undefined outside of one, and in a bare one. */
export function findRepository(cwd: string): Repository | undefined {
  let folder = realpathSync(cwd);
  for (;;) {
    const repository = repositoryAt(folder);
    if (repository) return repository;
    if (isBare(folder)) return undefined;
    const parent = dirname(folder);
    if (parent === folder) return undefined;
    folder = parent;
  }
}

/** The repository whose working tree is just this folder. */
export function repositoryAt(folder: string): Repository | undefined {
  const gitFolder = gitFolderOf(folder);
  if (gitFolder === undefined) return undefined;
  return { root: realpathSync(folder), config: configOf(gitFolder) };
}

/** The folder in which git keeps what it knows of a working tree: `.git`, or what a file of that name points to. */
function gitFolderOf(folder: string): string | undefined {
  const path = join(folder, ".git");
  const kind = statSync(path, { throwIfNoEntry: false });
  if (kind?.isDirectory()) return isGitFolder(path) ? path : undefined;
  if (!kind?.isFile()) return undefined;
  const target = /^gitdir: (.+)/.exec(textOf(path))?.[1]?.trimEnd();
  return target === undefined ? undefined : resolve(folder, target);
}

function isBare(folder: string): boolean {
  return ["HEAD", "objects", "refs"].every((name) => isThere(join(folder, name)));
}

function isGitFolder(folder: string): boolean {
  return isThere(join(folder, "HEAD"));
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** A worktree has the configuration of the repository that it belongs to, and may have one of its own. */
function configOf(gitFolder: string): string {
  const common = textOf(join(gitFolder, "commondir")).trim();
  const shared = isAbsolute(common) ? common : join(gitFolder, common);
  return textOf(join(shared, "config")) + textOf(join(gitFolder, "config.worktree"));
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
