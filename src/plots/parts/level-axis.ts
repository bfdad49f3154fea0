import { levelKey } from "../../compare/level.js";
import type { Estimate, Level } from "../../compare/types.js";
import { shortenText, textWidth } from "../font/text-width.js";
import { levelNames } from "../look/level-names.js";
import type { SpecPart } from "../render/spec.js";
import { LABEL_SIZE } from "../look/theme.js";
import { axisTitle } from "../marks/value-axis.js";
import { sizeLines, sizeText } from "./words.js";

/** Longest label of a level, in px, where labels are turned. */
const TURNED_LIMIT = 170;
const ANGLE = -40;

/** From so many px of marks on there is room for sizes below them. */
const ROOMY = 190;

/** An axis between two panels, the lower of which has the names. */
const BARE: SpecPart = { title: null, labels: false, ticks: false, grid: false, domain: true };

export interface LevelAxisOptions {
  readonly name: string;
  readonly levels: readonly Level[];
  /** The cells of the panel, whose sizes stand under the names. */
  readonly cells: readonly Estimate[];
  /** Room of one level, in px. */
  readonly slot: number;
  /** Whether sizes are needed, in all panels: where all are one number, the subtitle says it. */
  readonly sizesDiffer: boolean;
  /** Px of the marks above. */
  readonly height: number;
  /** Only at the bottom an axis has a title, and names where they say nothing of their panel. */
  readonly isBottom: boolean;
}

/**
 * The axis of a quantitative scale on which level i stands at i: names with `n = 7 (1 failed)` under them. Sizes that are
 * all one number are left out where there is little room.
 */
export function levelAxis(options: LevelAxisOptions): SpecPart {
  const { name, levels, slot, sizesDiffer: differ, height, isBottom } = options;
  if (!isBottom && !differ) return BARE;
  const withSizes = differ || height >= ROOMY;
  const [named, bare] = [(withSizes ? labelsOf : namesOf)(options), namesOf(options)];
  const upright = [named, ...(differ ? [] : [bare])].find((labels) => fits(labels, slot));
  const labels = upright ?? (withSizes && differ ? labelsOf : namesOf)(options).map(turned);
  return {
    title: isBottom ? axisTitle(name, Math.max(80, slot * levels.length)) : null,
    values: levels.map((_, i) => i),
    labelExpr: `${JSON.stringify(labels)}[datum.value]`,
    labelOverlap: false,
    grid: false,
    ticks: false,
    domain: true,
    labelPadding: 6,
    ...(upright === undefined
      ? { labelAngle: ANGLE, labelAlign: "right", labelBaseline: "middle" }
      : {}),
  };
}

/** Whether sizes have to stand under the levels: they are not all one number, or runs are missing. */
export function sizesDiffer(cells: readonly Estimate[]): boolean {
  const sizes = new Set(cells.map(sizeText));
  return sizes.size > 1 || cells.some(({ failed, censored }) => failed + censored > 0);
}

/** Lines of each label. */
function labelsOf({ levels, cells }: LevelAxisOptions): string[][] {
  const nameOf = levelNames(levels);
  return levels.map((level) => [nameOf(level), ...sizeLines(cellsOf(cells, level))]);
}

function namesOf({ levels }: LevelAxisOptions): string[][] {
  return levels.map(levelNames(levels)).map((name) => [name]);
}

function fits(labels: readonly (readonly string[])[], slot: number): boolean {
  return labels.flat().every((line) => textWidth(line, LABEL_SIZE) <= slot - 6);
}

/** In one line. */
function turned([name = "", ...sizes]: readonly string[]): string {
  const short = shortenText(name, TURNED_LIMIT, LABEL_SIZE);
  return sizes.length === 0 ? short : `${short}, ${sizes.join(" ")}`;
}

function cellsOf(cells: readonly Estimate[], level: Level): Estimate[] {
  return cells.filter(({ levels }) => levelKey(levels.slice(0, 1)) === levelKey([level]));
}
