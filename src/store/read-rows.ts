import type { StatisticsDamage } from "./statistics-damage.js";

/** What was read of a file with rows. */
export interface ReadRows {
  readonly damage: StatisticsDamage;
  /** Up to where it is read for good: a later read may go on there, when the file has grown. -1 where it must begin anew. */
  readonly end: number;
  /** The step that a row without one would have there. */
  readonly next: number;
}
