import { join } from "node:path";
import { readSmallText } from "../../util/read-small-file.js";
import { repositoryAt, type Repository } from "./repository.js";

/** Part of a repository that is a repository of its own. */
export interface Submodule {
  /** Relative to the repository that it is part of. */
  readonly path: string;
  /** Or why it is not to be read. */
  readonly repository: Repository | Error;
}

const MOST_SUBMODULES = 20;

/** The submodules that are checked out in a working tree, from its `.gitmodules`. */
export function findSubmodules(root: string): Submodule[] {
  return modulePaths(root)
    .slice(0, MOST_SUBMODULES)
    .flatMap((path) => submoduleAt(root, path) ?? []);
}

function submoduleAt(root: string, path: string): Submodule | undefined {
  try {
    const repository = repositoryAt(join(root, path));
    // a link, or a path with dots, may lead out of the repository, or back to it
    return repository?.root.startsWith(join(root, "/")) ? { path, repository } : undefined;
  } catch (error) {
    return { path, repository: error as Error };
  }
}

function modulePaths(root: string): string[] {
  const text = readSmallText(join(root, ".gitmodules")) ?? "";
  return [...text.matchAll(/^\s*path\s*=\s*(.*?)\s*$/gm)].map(([, path]) => path!);
}
