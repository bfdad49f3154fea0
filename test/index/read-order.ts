import type { ReadOrder } from "../../src/index/load/work.js";

/** An order to read the runs in these directories, to which no links lead. */
export function readOrder(root: string, directories: readonly string[]): ReadOrder {
  return {
    kind: "read",
    root,
    patterns: null,
    directories: directories.join("\0"),
    links: "\0".repeat(directories.length - 1),
  };
}
