import { CeterisError } from "../util/error.js";
import { nearestName } from "../util/nearest-name.js";

/**
 * Checks names of statistics that a user typed. Where there are none yet, any may come.
 *
 * @param known - The statistics that the runs have.
 * @throws CeterisError `USAGE` for a statistic that none of the runs has.
 */
export function checkStatistics(names: readonly string[], known: readonly string[]): void {
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined || known.length === 0) return;
  const nearest = nearestName(unknown, known);
  throw new CeterisError(
    "USAGE",
    `None of the runs has a statistic ${unknown}; ${nearest ? `did you mean ${nearest}? There` : "there"} are: ${known.join(", ")}.`,
  );
}
