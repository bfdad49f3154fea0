import { levelKey } from "../../../compare/level.js";
import type { Design, Level } from "../../../compare/types.js";
import { extent, type Domain } from "../../marks/domain.js";
import type { LevelStyle } from "../../look/level-style.js";
import type { NumberAxis } from "../../marks/number-axis.js";

/** Px from a tested value to the next group's, and to its runs; less where values lie closer. */
const STEP = 15;
const RUNS_AT = -6;
const REACH = 4;
export const DIAMETER = 4.6;
const RUNS_ROOM = REACH + DIAMETER - RUNS_AT;

/** Share of the width that outer groups may have beside the first and the last value. */
const MOST_BESIDE = 0.2;

/** Room of one group, in px, below which runs lie on the value itself. */
const LEAST_STEP = 8;

/** What all panels of a response plot share. */
export interface ResponseLook {
  readonly design: Design;
  readonly axis: NumberAxis;
  /** One a level of the second factor, or a single one. */
  readonly styles: readonly LevelStyle[];
  /** Those that have a value. */
  readonly listed: readonly LevelStyle[];
  /** True where every run has a value of its own, so that only bins of runs have a mean. */
  readonly isSearch: boolean;
  readonly domain: Domain;
}

/** The axis with room for the outer groups and their runs beside the first and the last value. */
export function roomyAxis(
  axis: NumberAxis,
  { design, styles, isSearch }: Omit<ResponseLook, "axis" | "domain">,
  width: number,
): NumberAxis {
  if (isSearch) return axis;
  const places = (design.factors[0]?.levels ?? []).map((level) => axis.place(Number(level)));
  const [low, high] = [Math.min(...places), Math.max(...places)];
  const count = styles.filter(({ standsOut }) => standsOut).length;
  const groups = ((count - 1) / 2) * mostStep(count, width);
  const beside = Math.min(MOST_BESIDE * width, groups + RUNS_ROOM);
  const room = (beside * (high - low)) / (width - 2 * beside);
  const domain = [
    Math.min(axis.domain[0], low - room),
    Math.max(axis.domain[1], high + room),
  ] as const;
  return { ...axis, domain };
}

/** Px from group to group at most. */
function mostStep(groups: number, width: number): number {
  return Math.min(STEP, (2 * (MOST_BESIDE * width - RUNS_ROOM)) / Math.max(1, groups - 1));
}

/** The style of a cell or a run: by its second level. */
export function styleOf(levels: readonly Level[], styles: readonly LevelStyle[]): LevelStyle {
  const key = levelKey([levels[1] ?? null]);
  return styles.find(({ level }) => levelKey([level]) === key) ?? styles[0]!;
}

/** How groups lie side by side. */
export interface GroupRoom {
  /** From a tested value to the middle of a group, as places on the axis. */
  readonly middle: (levels: readonly Level[]) => number;
  /** From there to its runs, and how far these spread; 0 where there is no room. */
  readonly runs: number;
  readonly reach: number;
  /** Places on the axis in one px. */
  readonly px: number;
}

export function roomOf({ axis, design, styles, isSearch }: ResponseLook, width: number): GroupRoom {
  const px = extent(axis.domain) / width;
  const places = (design.factors[0]?.levels ?? []).map((level) => axis.place(Number(level)));
  const sorted = places.toSorted((a, b) => a - b);
  const gaps = sorted.slice(1).map((place, i) => (place - sorted[i]!) / px);
  const own = styles.filter(({ standsOut }) => standsOut);
  const step = Math.min(
    mostStep(own.length, width),
    (Math.min(Infinity, ...gaps) * 0.8) / own.length,
  );
  const isRoomy = !isSearch && step >= LEAST_STEP;
  return {
    middle: (levels) => {
      const i = own.indexOf(styleOf(levels, styles));
      return isRoomy && i >= 0 ? (i - (own.length - 1) / 2) * step * px : 0;
    },
    runs: isRoomy ? RUNS_AT * (step / STEP) : 0,
    reach: isRoomy ? REACH * (step / STEP) : 0,
    px,
  };
}
