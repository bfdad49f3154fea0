import type { ProblemKind } from "./problem.js";

/** What to do about each kind of problem, in a sentence. */
export const REMEDIES: Readonly<Record<ProblemKind, string>> = {
  "missing-params":
    "Put the run's params.yaml back from a copy, or delete the directory if the run is of no use.",
  "invalid-yaml":
    "Mend the line that the message names, or write the file anew with a YAML library such as PyYAML.",
  "invalid-run-file":
    "Update ceteris where the file is of a newer one; else delete it, and the run loads without it.",
  "invalid-experiment":
    "Mend the place that the message names; ceteris experiments NAME shows versions and adapters. Runs load without what cannot be read.",
  "invalid-statistics":
    "Mend or delete the lines that are no rows, and keep texts and lists out of statistics: put them among the params.",
  "torn-line":
    "Nothing is to be done while the run goes on; of one that was killed, delete the last line.",
  "not-utf8": "Write the file anew as UTF-8, for example with iconv -f latin1 -t utf-8.",
  "empty-file":
    "Delete the file if the run recorded nothing, or put it back from a copy; see whether the disk was full.",
  "too-large":
    "Record statistics less often, or write them to several files or shorter lines; keep arrays and images in files of their own.",
  unreadable:
    "Give yourself the right to read it with chmod, and take away what is no file but has the name of one.",
  "python-object":
    "Record plain numbers, texts and lists instead of Python objects, for example str(path) or vars(options).",
  "dangling-link": "Delete the link, or put back what it leads to; ln -s makes one anew.",
  "link-loop": "Delete the link: it leads to itself.",
  "link-outside-root":
    "Copy what it leads to into the root, and link that instead; links out of a root are not followed.",
  "not-a-run":
    "Move it out of the root's folders, or give the directory a run's name, such as 000007-2026-11-21-10-00-00.",
  "duplicate-id":
    "Give one of the runs another id, in its params.yaml and in its directory's name, and link it anew from index/.",
};
