import type { RootLayout } from "../store/layout.js";
import { openRoot } from "../store/open-root.js";
import type { Problem } from "../store/problem.js";
import { REMEDIES } from "../store/remedies.js";
import type { Finding } from "./doctor-finding.js";
import { examineFolders } from "./doctor-folders.js";
import { examineLinks } from "./doctor-links.js";
import { readExperiments } from "./load/with-experiments.js";
import { Index } from "./run-index.js";

/** What an examination of a root gives. */
export interface Examination {
  /** How many runs were read, failed and temporary ones among them. */
  readonly runs: number;
  /** Those of one kind in the order of their paths. */
  readonly findings: readonly Finding[];
}

/**
 * Looks for everything in a root that is not as it should be: what loading its runs and its marks reports, and what no
 * load looks at. Every file is read, no cache is asked, and nothing is written.
 *
 * @throws CeterisError `ROOT` where the path is absent or no root.
 */
export async function examineRoot(root: string): Promise<Examination> {
  const layout = openRoot(root);
  const { runs, problems } = await load(layout);
  const found = problems.map((problem) => ({ ...problem, remedy: REMEDIES[problem.kind] }));
  const findings = [...examineFolders(layout), ...found, ...examineLinks(layout)];
  return { runs, findings: findings.sort(byPath) };
}

async function load(layout: RootLayout): Promise<{ runs: number; problems: Problem[] }> {
  const index = new Index(layout.root, { cache: false });
  const runs = (await index.info(undefined, { failed: true, tmp: true })).numRows();
  const everywhere = [...index.problems];
  readExperiments(layout, (path, kind, message) => everywhere.push({ path, kind, message }));
  const marks = await index.marks();
  if (marks.length === 0) return { runs, problems: distinct(everywhere) };
  await index.info(marks);
  return { runs, problems: distinct([...everywhere, ...index.problems]) };
}

/** Runs that are marked are read twice, and one id may be told to be that of several others. */
function distinct(problems: readonly Problem[]): Problem[] {
  const keyOf = ({ path, kind, message }: Problem): string =>
    JSON.stringify([path, kind, kind === "duplicate-id" ? "" : message]);
  return [...new Map(problems.toReversed().map((problem) => [keyOf(problem), problem])).values()];
}

function byPath(a: Finding, b: Finding): number {
  const [first, second] = [a, b].map(({ path, kind }) => `${path}\0${kind}`) as [string, string];
  return first < second ? -1 : Number(first > second);
}
