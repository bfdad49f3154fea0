import { mean } from "../stats/mean.js";
import { groupBy } from "../util/group-by.js";
import { FEWEST_PAIRS } from "./contrast.js";
import { levelKey } from "./level.js";
import type { Unit } from "./observe.js";
import { repeatsBlock, type Stratum } from "./strata.js";

/** Units averaged over the facets. */
export interface FacetAverages {
  /** One for each cell and block that every facet has. */
  readonly units: readonly Unit[];
  /** The units behind them, facet by facet. */
  readonly facets: readonly (readonly Unit[])[];
  /** Units of blocks that some facet lacks. */
  readonly left: number;
}

/**
 * Averages each cell at each block over the facets, so that a block counts once however many facets it is in. Cells that a
 * facet lacks are left out. Undefined where a run has no block of its own, or where more than half of a cell of some facet
 * would be left out.
 */
export function averageFacets(strata: readonly Stratum[]): FacetAverages | undefined {
  const cells = commonCells(strata);
  const facets = strata.map(({ units }) => units.filter((unit) => cells.has(cellOf(unit))));
  const all = facets.flat();
  if (all.length === 0 || all.some(({ block }) => block === null)) return undefined;
  if (facets.some((units) => byCell(units).some(repeatsBlock))) return undefined;
  const places = [...groupBy(all, placeOf).values()];
  const whole = places.filter(({ length }) => length === strata.length);
  const averaged = whole.map(averageUnit);
  if (!facets.every((units) => isMostlyKept(units, averaged))) return undefined;
  const kept = new Set(averaged.map(placeOf));
  return {
    units: averaged,
    facets: facets.map((units) => units.filter((unit) => kept.has(placeOf(unit)))),
    left: all.length - whole.length * strata.length,
  };
}

/** What is left where only blocks that have every cell count, as where pairs are insisted on; undefined for fewer than two. */
export function inWholeBlocks({ units, facets, left }: FacetAverages): FacetAverages | undefined {
  const cells = new Set(units.map(cellOf)).size;
  const blocks = [...groupBy(units, blockOf).values()].filter(({ length }) => length === cells);
  if (blocks.length < FEWEST_PAIRS) return undefined;
  const whole = new Set(blocks.map(([unit]) => blockOf(unit!)));
  const keep = (all: readonly Unit[]): Unit[] => all.filter((unit) => whole.has(blockOf(unit)));
  const lost = (units.length - cells * blocks.length) * facets.length;
  return { units: keep(units), facets: facets.map(keep), left: left + lost };
}

/** The key of the block of a unit. */
export function blockOf({ block }: Unit): string {
  return levelKey([block]);
}

/** Cells, as their keys, that have runs in every facet. */
export function commonCells(strata: readonly Stratum[]): ReadonlySet<string> {
  const [first, ...others] = strata.map(({ units }) => new Set(units.map(cellOf)));
  return new Set([...(first ?? [])].filter((cell) => others.every((one) => one.has(cell))));
}

/** The key of the cell of a unit, whatever its facet. */
export function cellOf({ levels }: Unit): string {
  return levelKey(levels);
}

function placeOf(unit: Unit): string {
  return levelKey([...unit.levels, unit.block]);
}

function byCell(units: readonly Unit[]): Unit[][] {
  return [...groupBy(units, cellOf).values()];
}

/** True where every cell keeps all of its units, or half of them and two at least. */
function isMostlyKept(units: readonly Unit[], averaged: readonly Unit[]): boolean {
  const counts = new Map(byCell(averaged).map((cell) => [cellOf(cell[0]!), cell.length]));
  return byCell(units).every((cell) => {
    const kept = counts.get(cellOf(cell[0]!)) ?? 0;
    return kept === cell.length || (kept >= FEWEST_PAIRS && 2 * kept >= cell.length);
  });
}

function averageUnit(group: readonly Unit[]): Unit {
  const value = mean(group.map((unit) => unit.value!));
  return {
    ...group[0]!,
    ids: group.flatMap(({ ids }) => ids),
    rows: group.flatMap(({ rows }) => rows),
    facets: [],
    value,
    ended: [value],
    runs: 1,
    failed: 0,
  };
}
