import { levelKey } from "../../compare/level.js";
import type { Estimate, Level } from "../../compare/types.js";
import { shortenText, textWidth } from "../font/text-width.js";
import { levelNames } from "../look/level-names.js";
import type { SpecPart } from "../render/spec.js";
import { LABEL_SIZE } from "../look/theme.js";
import { sizeLines } from "./words.js";

/** Longest label of a level, in px, where labels are turned. */
const TURNED_LIMIT = 170;
const ANGLE = -40;

export interface LevelAxisOptions {
  readonly name: string;
  readonly levels: readonly Level[];
  /** The cells of the panel, whose sizes stand under the names. */
  readonly cells: readonly Estimate[];
  /** Room of one level, in px. */
  readonly slot: number;
}

/** The axis of a quantitative scale on which level i stands at i: names with `n = 7 (1 failed)` under them. */
export function levelAxis(options: LevelAxisOptions): SpecPart {
  const upright = uprightLabels(options);
  const labels = upright ?? turnedLabels(options);
  return {
    title: options.name,
    values: options.levels.map((_, i) => i),
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

/** Lines of each label; undefined where one is wider than its slot. */
function uprightLabels({ levels, cells, slot }: LevelAxisOptions): string[][] | undefined {
  const nameOf = levelNames(levels);
  const labels = levels.map((level) => [nameOf(level), ...sizeLines(cellsOf(cells, level))]);
  return labels.flat().every((line) => textWidth(line, LABEL_SIZE) <= slot - 6)
    ? labels
    : undefined;
}

function turnedLabels({ levels, cells }: LevelAxisOptions): string[] {
  const nameOf = levelNames(levels);
  return levels.map((level) => {
    const size = sizeLines(cellsOf(cells, level)).join(" ");
    return `${shortenText(nameOf(level), TURNED_LIMIT, LABEL_SIZE)}, ${size}`;
  });
}

function cellsOf(cells: readonly Estimate[], level: Level): Estimate[] {
  return cells.filter(({ levels }) => levelKey(levels.slice(0, 1)) === levelKey([level]));
}
