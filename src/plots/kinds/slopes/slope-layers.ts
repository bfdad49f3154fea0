import { levelKey, levelText } from "../../../compare/level.js";
import type { Level, Observation } from "../../../compare/types.js";
import { groupBy } from "../../../util/group-by.js";
import { visibleText } from "../../../util/visible-text.js";
import type { ComparisonLook } from "../../parts/comparison-look.js";
import { censoredLayer, censoredRow, edgeValue, hasCensored } from "../../parts/censored-marks.js";
import { extent, type Domain } from "../../marks/domain.js";
import { colourBy, drawn, quantity, shapeBy, tip } from "../../marks/encode.js";
import { hitMark, segmentHits } from "../../marks/hits.js";
import { labelEnds } from "../../marks/end-labels.js";
import { BACKGROUND_COLOUR } from "../../look/level-style.js";
import type { Panel } from "../../parts/panels.js";
import type { PanelPlace } from "../../parts/panels-chart.js";
import type { SpecPart, SpecRow } from "../../render/spec.js";
import { INK, MEAN_MARK, SOFT_INK } from "../../look/theme.js";

/** So many lines at most are named by their block at their end. */
const MOST_NAMED = 8;

/** Px across a line, and square px around a run, that show its tooltip. */
const LINE_HIT = 9;
const POINT_HIT = 220;

/** Runs of one block, in the order of the levels. */
interface Line {
  readonly block: Level;
  readonly runs: readonly Observation[];
}

/** Lines of the blocks that have several levels, and the runs of those that have one. */
export function slopeLayers(
  panel: Panel,
  look: ComparisonLook,
  domain: Domain,
  place: PanelPlace,
): SpecPart[] {
  const lines = linesOf(panel, look);
  const joined = lines.filter(({ runs }) => runs.length > 1);
  return [
    ...lineLayers(joined, look),
    pointLayer(lines, look, panel),
    ...meanLayers(panel, look),
    ...censoredLayer(censoredRows(panel, look, domain, place), "y", {
      color: colourBy("level", look.styles),
    }),
    ...blockNames(joined, look, domain, place),
  ];
}

/** Whether any block has two levels of the first factor in one group. */
export function isJoined(observations: readonly Observation[]): boolean {
  const groups = groupBy(observations, lineKey);
  return [...groups.values()].some(
    (runs) => new Set(runs.map(({ levels }) => levelKey(levels.slice(0, 1)))).size > 1,
  );
}

function lineKey({ response, facets, block, levels }: Observation): string {
  return response + levelKey([...facets, block, ...levels.slice(1)]);
}

function linesOf({ observations }: Panel, { slots }: ComparisonLook): Line[] {
  const order = new Map(slots.levels.map((level, i) => [levelKey([level]), i]));
  const at = ({ levels }: Observation): number => order.get(levelKey(levels.slice(0, 1))) ?? 0;
  return [...groupBy(observations, lineKey).values()].map((runs) => ({
    block: runs[0]!.block,
    runs: runs.toSorted((a, b) => at(a) - at(b)),
  }));
}

/** The level alone decides where a run stands: lines of all groups run side by side. */
function levelPlace({ slots }: ComparisonLook, levels: readonly Level[]): number {
  const key = levelKey(levels.slice(0, 1));
  return slots.levels.findIndex((level) => levelKey([level]) === key);
}

function rowsOf(lines: readonly Line[], look: ComparisonLook): SpecRow[] {
  return lines.flatMap(({ runs }, line) =>
    runs.map((one) => ({
      x: levelPlace(look, one.levels),
      value: one.value,
      line,
      level: look.colourName(one.levels),
      ...Object.fromEntries(one.levels.map((level, i) => [`factor${i}`, look.names[i]!(level)])),
      seed: visibleText(levelText(one.block)),
      run: one.ids.join(", "),
    })),
  );
}

function lineLayers(lines: readonly Line[], look: ComparisonLook): SpecPart[] {
  const isGrouped = look.factors.length > 1;
  const rows = rowsOf(lines, look);
  const visible = drawn(rows, {
    mark: {
      type: "line",
      strokeWidth: 1,
      strokeOpacity: isGrouped ? 0.35 : 0.9,
      ...(isGrouped ? {} : { stroke: BACKGROUND_COLOUR }),
    },
    encoding: {
      x: quantity("x"),
      y: quantity("value"),
      detail: { field: "line", type: "nominal" },
      color: isGrouped ? colourBy("level", look.styles) : undefined,
    },
  });
  const ends = [...groupBy(rows, (row) => String(row["line"])).values()].map((line) =>
    line.map(({ x, value, seed, level }) => ({ x: x!, value: value!, seed: seed!, level: level! })),
  );
  return [
    visible,
    segmentHits(ends, "value", LINE_HIT, [
      tip("seed", look.block ?? "seed"),
      ...(isGrouped ? [tip("level", look.factors[1]!.name)] : []),
    ]),
  ];
}

function pointLayer(lines: readonly Line[], look: ComparisonLook, { response }: Panel): SpecPart {
  return drawn(rowsOf(lines, look), {
    encoding: {
      x: quantity("x"),
      y: quantity("value"),
      color: colourBy("level", look.styles),
      shape: look.shape,
    },
    layer: [
      { mark: { type: "point", filled: true, size: 22, opacity: 0.6 } },
      {
        mark: hitMark({ type: "point", filled: true, size: POINT_HIT }),
        encoding: {
          tooltip: [
            ...look.factors.map(({ name }, i) => tip(`factor${i}`, name)),
            tip("seed", look.block ?? "seed"),
            tip("run", "run"),
            tip("value", response.name, "quantitative"),
          ],
        },
      },
    ],
  });
}

/** Groups stand at one place here, and so their marks below each other. */
function censoredRows(
  { cells }: Panel,
  look: ComparisonLook,
  domain: Domain,
  { height }: PanelPlace,
): SpecRow[] {
  const censored = cells.filter((cell) => cell.censored > 0);
  const byLevel = groupBy(censored, ({ levels }) => levelKey(levels.slice(0, 1)));
  return [...byLevel.values()].flatMap((group) =>
    group.map((cell, i) => ({
      x: levelPlace(look, cell.levels),
      level: look.colourName(cell.levels),
      cell: look.cellName(cell.levels),
      ...censoredRow(cell, edgeValue(domain, height, i)),
    })),
  );
}

/** The means on top, joined by a thick line of each group. */
function meanLayers({ cells, response }: Panel, look: ComparisonLook): SpecPart[] {
  const isGrouped = look.factors.length > 1;
  const rows = cells
    .filter(({ estimate }) => Number.isFinite(estimate))
    .map(({ levels, estimate, n }) => ({
      x: levelPlace(look, levels),
      mean: estimate,
      level: look.colourName(levels),
      group: isGrouped ? look.colourName(levels) : "",
      cell: look.cellName(levels),
      n,
    }));
  const [x, y] = [quantity("x"), quantity("mean")];
  return [
    drawn(rows, {
      mark: { type: "line", strokeWidth: 2.4, ...(isGrouped ? {} : { stroke: INK }) },
      encoding: {
        x,
        y,
        detail: { field: "group", type: "nominal" },
        color: isGrouped ? colourBy("level", look.styles) : undefined,
      },
    }),
    drawn(rows, {
      mark: { ...MEAN_MARK, size: 54 },
      encoding: {
        x,
        y,
        color: colourBy("level", look.styles),
        shape: look.shape === undefined ? undefined : shapeBy("level", look.styles),
        tooltip: [
          tip("cell", look.factors.map(({ name }) => name).join(", ")),
          tip("mean", `${hasCensored(cells) ? "median" : "mean"} ${response.name}`, "quantitative"),
          tip("n", `${look.unit}s`, "quantitative"),
        ],
      },
    }),
  ];
}

/** The block of each line that reaches the last level, where there are few: which seed goes its own way. */
function blockNames(
  lines: readonly Line[],
  look: ComparisonLook,
  [low, high]: Domain,
  { width, height, isLast, isFirst }: PanelPlace,
): SpecPart[] {
  const isAlone = isFirst && isLast;
  if (!isAlone || look.factors.length > 1 || lines.length > MOST_NAMED) return [];
  const last = look.slots.levels.length - 1;
  const whole = lines.filter(({ runs }) => levelPlace(look, runs.at(-1)!.levels) === last);
  const ends = whole.map(({ block, runs }) => ({
    text: `${look.block ?? "seed"} ${visibleText(levelText(block))}`,
    colour: SOFT_INK,
    dash: [],
    at: ((high - runs.at(-1)!.value) / extent([low, high])) * height,
  }));
  return labelEnds(ends, width, height);
}
