/** What programs write while they run: an untracked file of this kind is a result, no change of the code. */
const RESULT = /\.(?:log|out|err|csv|tsv|jsonl|ndjson|svg)$/i;

/** A file of a recorded run, in whatever root: `exman/runs/000007-2026-11-21-10-00-00/params.yaml`. */
const OF_RUN =
  /(?:^|\/)(?:runs|index|marked|fails|tmp)\/(?:.+\/)?\d{1,12}-\d{4}-\d\d-\d\d-\d\d-\d\d-\d\d/;

/**
 * True for a path in a repository that can be code or settings.
 *
 * @param outside - Folders that do not count, relative to the repository.
 */
export function isSource(path: string, outside: readonly string[]): boolean {
  return (
    !OF_RUN.test(path) &&
    !outside.some((folder) => path === folder || path.startsWith(`${folder}/`))
  );
}

/** True for an untracked file that can be code or settings, by its name. */
export function isUntrackedSource(path: string): boolean {
  return !RESULT.test(path);
}
