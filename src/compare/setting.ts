import { escape, type ColumnTable } from "arquero";
import { CeterisError } from "../util/error.js";
import { nearestName } from "../util/nearest-name.js";
import { compareLevels, levelText, meantLevel, toLevel } from "./level.js";
import type { Level } from "./types.js";

/**
 * The runs at one setting of some params: `{ lr: 0.001 }`.
 *
 * @throws CeterisError `COMPARE` where a name is no column, or no run has that value.
 */
export function atSetting(
  runs: ColumnTable,
  setting: Readonly<Record<string, unknown>>,
): ColumnTable {
  const wanted = Object.entries(setting).map(([name, value]) => ({
    name,
    level: levelOf(runs, name, toLevel(value)),
  }));
  return runs.filter(
    escape((row: Record<string, unknown>) =>
      wanted.every(({ name, level }) => toLevel(row[name]) === level),
    ),
  );
}

function levelOf(runs: ColumnTable, name: string, level: Level): Level {
  const names = runs.columnNames();
  if (!names.includes(name)) {
    const nearest = nearestName(name, names);
    const remedy = nearest ? `did you mean ${nearest}?` : `the columns are: ${names.join(", ")}.`;
    throw new CeterisError("COMPARE", `There is no param ${name} to set by over; ${remedy}`);
  }
  const levels = [...new Set(Array.from(runs.array(name) as ArrayLike<unknown>, toLevel))];
  const meant = meantLevel(levels, level);
  if (meant !== undefined) return meant;
  const known = levels.sort(compareLevels).map(levelText).join(", ");
  throw new CeterisError(
    "COMPARE",
    `No run has ${name} ${levelText(level)}, as over asks; its levels are: ${known}.`,
  );
}
