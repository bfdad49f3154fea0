import { basename } from "node:path";
import { isName, shownValue } from "../util/check-options.js";
import { CeterisError } from "../util/error.js";
import type { RootLayout } from "../store/layout.js";
import type { ReportProblem } from "../store/problem.js";
import { listFolder, type RunLocation } from "../store/run-location.js";
import { parseRunName } from "../store/run-name.js";

/**
 * Finds a run by its number, its directory's name, or a unique prefix of that, among all runs of the root: failed
 * and temporary ones too.
 *
 * @param report - Takes the failure of a folder that cannot be listed.
 * @throws CeterisError `RUN` where none fits, or several do.
 */
export function findRun(
  layout: RootLayout,
  id: number | string,
  report: ReportProblem,
): RunLocation {
  checkID(id);
  const all = (["runs", "fails", "tmp"] as const).flatMap((folder) =>
    listFolder(layout, folder, report),
  );
  const found = /^\d+$/.test(String(id))
    ? all.filter((run) => numberOf(run) === Number(id))
    : matching(all, String(id));
  if (found.length === 1) return found[0]!;
  throw new CeterisError(
    "RUN",
    found.length === 0 ? unknown(layout, id, all) : ambiguous(id, found),
  );
}

function checkID(id: unknown): void {
  if (typeof id === "number" || isName(id)) return;
  const remedy = "give its number, its directory's name, or a unique prefix of that";
  throw new CeterisError("RUN", `${shownValue(id)} stands for no run; ${remedy}.`);
}

function numberOf({ directory }: RunLocation): number | undefined {
  return parseRunName(basename(directory))?.id;
}

function matching(runs: readonly RunLocation[], prefix: string): RunLocation[] {
  const exact = runs.filter(({ directory }) => basename(directory) === prefix);
  return exact.length > 0
    ? exact
    : runs.filter(({ directory }) => basename(directory).startsWith(prefix));
}

function unknown(layout: RootLayout, id: number | string, all: readonly RunLocation[]): string {
  const ids = all.map((run) => numberOf(run)!);
  const known =
    ids.length > 0
      ? `ids here go from ${ids.reduce((a, b) => Math.min(a, b))} to ${ids.reduce((a, b) => Math.max(a, b))}`
      : "it holds no runs yet";
  return `There is no run ${id} in ${layout.root}; ${known}.`;
}

function ambiguous(id: number | string, found: readonly RunLocation[]): string {
  const names = found
    .slice(0, 5)
    .map(({ directory }) => basename(directory))
    .join(", ");
  return `${id} stands for ${found.length} runs (${names}${found.length > 5 ? ", …" : ""}); give more of the directory's name.`;
}
