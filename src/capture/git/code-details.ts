import { createHash } from "node:crypto";
import type { CodeDetails } from "../../store/experiment-file.js";
import type { Vcs } from "../../store/recorded-facts.js";
import { diffSections } from "./diff-sections.js";
import { isSource } from "./is-source.js";
import { pathIn } from "./path-in.js";
import { readGitStore } from "./run-git.js";

const MOST_FILES = 100;
const DIGITS = 12;
/** As `changes.diff` names what it does not hold. */
const LEFT_OUT = /^# ceteris: left out (".*?"): (.*)$/gm;

/**
 * What tells the code apart beyond its commit and the sum of its changes.
 *
 * @param diff - Its uncommitted changes, as `captureCode` gives them.
 * @param config - Absolute path of the script's config file, where there is one.
 */
export function codeDetails(vcs: Vcs, diff: string = "", config?: string): CodeDetails {
  const changed = changedFiles(diff);
  const path = config === undefined ? undefined : pathIn(vcs.root, config);
  const sha256 = path === undefined ? null : withoutFile(vcs, changed, path);
  return {
    uncommitted: Object.fromEntries([...changed].slice(0, MOST_FILES)),
    ...(path !== undefined && sha256 !== null && { without_config: { path, sha256 } }),
  };
}

/** Files that differ between two commits, relative to the repository; none where it does not know them. */
export function committedChanges(root: string, from: string, to: string): string[] {
  const options = ["-r", "-z", "--name-only", "--no-renames", "--end-of-options"];
  const text = readGitStore(root, ["diff-tree", ...options, from, to]) ?? "";
  return text.split("\0").filter((path) => path !== "" && isSource(path, []));
}

/** By their paths, the beginning of the sum of what is changed. */
function changedFiles(diff: string): Map<string, string> {
  const kept = diffSections(diff).map(({ path, text }) => [path, digest(text)] as const);
  const leftOut = [...diff.matchAll(LEFT_OUT)].map(
    ([, path, reason]) => [JSON.parse(path!) as string, digest(reason!)] as const,
  );
  return new Map([...kept, ...leftOut].map(([path, sum]) => [path, sum.slice(0, DIGITS)]));
}

/** The sum of the code without one file; null where that is none of it. */
function withoutFile(
  { root, HEAD_sha }: Vcs,
  changed: ReadonlyMap<string, string>,
  file: string,
): string | null {
  const tree =
    HEAD_sha === ""
      ? ""
      : readGitStore(root, ["ls-tree", "-r", "-z", "--end-of-options", HEAD_sha]);
  if (tree === null) return null;
  const entries = tree.split("\0");
  const others = entries.filter((entry) => !entry.endsWith(`\t${file}`));
  if (others.length === entries.length && !changed.has(file)) return null;
  const changes = [...changed].filter(([path]) => path !== file);
  return digest(JSON.stringify([others, changes]));
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
