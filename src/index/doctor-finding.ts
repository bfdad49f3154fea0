import { isAbsolute, relative } from "node:path";
import type { ProblemKind } from "../store/problem.js";

/** What an examination finds: the problems of a load, and what a load does not look at. */
export type FindingKind =
  | ProblemKind
  | "missing-folder"
  | "hidden-run"
  | "stray-entry"
  | "leftover"
  | "empty-mark"
  | "absolute-link";

/** Something in a root that is not as it should be, and how to mend it. */
export interface Finding {
  /** Absolute path of the file, folder or link. */
  readonly path: string;
  readonly kind: FindingKind;
  /** What is wrong there, as a predicate: `is missing`. */
  readonly message: string;
  /** What to do, the same for every finding of a kind. */
  readonly remedy: string;
  /** A line for the shell that does it, to be run in the root's folder. */
  readonly command?: string;
}

/** For what lies where a run or a mark should be. */
export const STRAY_REMEDY: string = "Move it out of the folder, or give it the name that it had.";

/** A command with its arguments, quoted for the shell; absolute paths become relative to the root. */
export function commandLine(root: string, words: readonly string[]): string {
  return words.map((word) => quoted(isAbsolute(word) ? relative(root, word) : word)).join(" ");
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'"'"'`)}'`;
}
