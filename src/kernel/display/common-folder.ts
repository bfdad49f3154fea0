const SEPARATOR = /[\\/]/;

/**
 * The folder that all the absolute paths of a column lie in, with its last separator; empty where the values are no
 * absolute paths, or have no folder but the root in common.
 */
export function commonFolder(values: readonly unknown[]): string {
  const paths = values.filter((value) => typeof value === "string");
  const [first] = paths;
  if (first === undefined || paths.length < values.length || !paths.every(isAbsolutePath))
    return "";
  let end = lastSeparator(first) + 1;
  while (end > 0 && !paths.every((path) => path.startsWith(first.slice(0, end)))) {
    end = lastSeparator(first.slice(0, end - 1)) + 1;
  }
  return first.slice(0, end).split(SEPARATOR).length > 2 ? first.slice(0, end) : "";
}

function isAbsolutePath(path: string): boolean {
  return /^(\/|[A-Za-z]:\\|\\\\)/.test(path);
}

function lastSeparator(path: string): number {
  return Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\"));
}
