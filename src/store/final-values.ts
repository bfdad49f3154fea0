import type { SeriesCollector } from "./series-collector.js";
import { StatisticsDamage } from "./statistics-damage.js";
import { eachNumber, parseRow } from "./statistics-row.js";

/**
 * Reads one JSON object whose numbers are final values, without a step. Such files describe a run in other ways too:
 * only their numbers are statistics.
 */
export function parseFinalValues(text: string, into: SeriesCollector): StatisticsDamage {
  const damage = new StatisticsDamage();
  const row = parseRow(text);
  if (row) eachNumber(row, new Set(), (name, value) => into.addFinal(name, value));
  else damage.leaveOut("invalid-statistics", 1);
  return damage;
}
