import { realpathSync, statSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { readSmallFile } from "../../util/read-small-file.js";

/** A configuration of more bytes than this is none that git wrote. */
const MOST_BYTES = 16 * 2 ** 20;

/** A repository with a working tree, as it lies on the disk. */
export interface Repository {
  /** Absolute path of the working tree, links resolved. */
  readonly root: string;
  /** The configuration that belongs to the repository, as text; it may come from anyone. */
  readonly config: string;
}

/**
 * The repository that a folder belongs to, found as git finds it; undefined outside of one, and in a bare one.
 *
 * @throws Error where git may understand what lies there in another way.
 */
export function findRepository(cwd: string): Repository | undefined {
  let folder = realpathSync(cwd);
  for (;;) {
    if (isBare(folder)) return undefined;
    const repository = repositoryAt(folder);
    if (repository) return repository;
    const parent = dirname(folder);
    if (parent === folder) return undefined;
    folder = parent;
  }
}

/**
 * The repository whose working tree is just this folder.
 *
 * @throws Error as `findRepository` does.
 */
export function repositoryAt(folder: string): Repository | undefined {
  const gitFolder = isBare(folder) ? undefined : gitFolderOf(folder);
  if (gitFolder === undefined) return undefined;
  return { root: realpathSync(folder), config: configOf(gitFolder) };
}

/** The folder in which git keeps what it knows of a working tree: `.git`, or what a file of that name points to. */
function gitFolderOf(folder: string): string | undefined {
  const path = join(folder, ".git");
  const kind = statSync(path, { throwIfNoEntry: false });
  if (kind?.isDirectory()) return isThere(join(path, "HEAD")) ? path : undefined;
  if (!kind?.isFile()) return undefined;
  return folderNamed(path, "gitdir: ");
}

/** Git takes such a folder for a repository even beside a `.git` that is none. */
function isBare(folder: string): boolean {
  const has = (name: string): boolean => isThere(join(folder, name));
  return has("HEAD") && (has("commondir") || (has("objects") && has("refs")));
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** A worktree has the configuration of the repository that it belongs to, and may have one of its own. */
function configOf(gitFolder: string): string {
  const common = join(gitFolder, "commondir");
  const shared = isThere(common) ? folderNamed(common) : gitFolder;
  return textAt(join(shared, "config")) + textAt(join(gitFolder, "config.worktree"));
}

function textAt(path: string): string {
  return isThere(path) ? readSmallFile(path, MOST_BYTES).toString() : "";
}

/**
 * The folder that a file names, where git reads it as we do: git goes by bytes, so that a second line, a space at the end
 * or another encoding would name another one to it.
 */
function folderNamed(file: string, prefix: string = ""): string {
  const text = readSmallFile(file).toString();
  const path = text.slice(prefix.length).replace(/[\r\n]+$/, "");
  if (!text.startsWith(prefix) || !/^[^\0\r\n\uFFFD]*[^\s\0\uFFFD]$/.test(path))
    throw new Error(`${file} does not name a folder as git writes it`);
  // not resolved by its text: links go before ".."
  return realpathSync.native(isAbsolute(path) ? path : `${dirname(file)}/${path}`);
}
