import type { Factor, Observation } from "../../../compare/types.js";
import { levelKey, levelText } from "../../../compare/level.js";
import { groupBy } from "../../../util/group-by.js";
import { visibleText } from "../../../util/visible-text.js";
import { extent, type Domain } from "../../marks/domain.js";
import { colourBy, drawn, emptyNote, quantity, tip } from "../../marks/encode.js";
import { shapeField, type ComparisonLook } from "../../parts/comparison-look.js";
import { meanLayers } from "../../parts/mean-layers.js";
import type { Panel } from "../../parts/panels.js";
import type { SpecPart, SpecRow } from "../../render/spec.js";
import { swarmOffsets } from "../../marks/swarm.js";
import { BACKGROUND_COLOUR } from "../../look/level-style.js";

/** Where points and their mean stand in a group's room, as shares of it. */
const POINTS_AT = -0.1;
const MEAN_AT = 0.26;
const REACH = 0.22;
const DIAMETER = 5.4;

/** The upper layers of an estimation plot: seeds joined by lines where paired, points, means with intervals. */
export function pointLayers(
  panel: Panel,
  look: ComparisonLook,
  domain: Domain,
  height: number,
): SpecPart[] {
  const points = placePoints(panel.observations, look, height / extent(domain));
  const x = quantity("x");
  const colour = colourBy("level", look.styles);
  const dots = [...(look.joinsSeeds ? [seedLines(look, x)] : []), pointLayer(look, x, colour)];
  const width = look.slot * look.slots.levels.length;
  return [
    points.length === 0 ? emptyNote(panel.empty, width, height) : drawn(points, { layer: dots }),
    ...cellMeans(panel, look, x, colour),
  ];
}

/** Where the mean of a cell stands. */
export function meanPlace(look: ComparisonLook, levels: Observation["levels"]): number {
  return look.slots.place(levels) + MEAN_AT * look.slots.room;
}

function seedLines({ slots }: ComparisonLook, x: SpecPart): SpecPart {
  const strokeOpacity = slots.groups.length > 1 ? 0.4 : 0.75;
  return {
    mark: { type: "line", stroke: BACKGROUND_COLOUR, strokeWidth: 0.8, strokeOpacity },
    encoding: { x, y: quantity("value"), detail: { field: "pair", type: "nominal" } },
  };
}

function pointLayer(look: ComparisonLook, x: SpecPart, color: SpecPart): SpecPart {
  return {
    mark: { type: "point", filled: true, size: 24, opacity: 0.62 },
    encoding: {
      x,
      y: quantity("value"),
      color,
      shape: look.shape,
      tooltip: [
        ...look.factors.map(({ name }, i) => tip(`factor${i}`, name)),
        ...(look.block === undefined ? [] : [tip("seed", look.block)]),
        tip("run", "run"),
        tip("value", look.response, "quantitative"),
      ],
    },
  };
}

function cellMeans(
  { cells }: Panel,
  look: ComparisonLook,
  x: SpecPart,
  color: SpecPart,
): SpecPart[] {
  const rows = cells
    .filter(({ estimate }) => Number.isFinite(estimate))
    .map((cell) => ({
      x: meanPlace(look, cell.levels),
      level: look.colourName(cell.levels),
      ...shapeField(cell.levels, look),
      cell: look.cellName(cell.levels),
      mean: cell.estimate,
      lower: cell.lower,
      upper: cell.upper,
      n: cell.n,
    }));
  const isBounded = rows.every(({ lower }) => Number.isFinite(lower));
  const tooltip = [
    tip("cell", look.factors.map(({ name }) => name).join(", ")),
    tip("mean", `mean ${look.response}`, "quantitative"),
    tip("lower", "lower", "quantitative"),
    tip("upper", "upper", "quantitative"),
    tip("n", "n", "quantitative"),
  ];
  return meanLayers(rows, {
    along: "y",
    centre: "mean",
    encoding: { x, color },
    shape: look.shape,
    tooltip: isBounded ? tooltip : tooltip.slice(0, 2),
  });
}

/** Points beside each other where they would cover each other. */
function placePoints(
  observations: readonly Observation[],
  look: ComparisonLook,
  scale: number,
): SpecRow[] {
  const cells = [...groupBy(observations, ({ levels }) => levelKey(levels)).values()];
  const room = look.slots.room * look.slot;
  return cells.flatMap((cell) => {
    const along = cell.map(({ value }) => value * scale);
    const offsets = swarmOffsets(along, { diameter: DIAMETER, reach: REACH * room });
    return cell.map((one, i) => pointRow(one, (offsets[i] ?? 0) / look.slot, look));
  });
}

function pointRow(one: Observation, offset: number, look: ComparisonLook): SpecRow {
  const x = look.slots.place(one.levels) + POINTS_AT * look.slots.room + offset;
  const factors = Object.fromEntries(
    one.levels.map((level, i) => [`factor${i}`, look.names[i]!(level)]),
  );
  return {
    x: Math.round(x * 1e4) / 1e4,
    value: one.value,
    level: look.colourName(one.levels),
    ...shapeField(one.levels, look),
    ...factors,
    ...(look.block === undefined ? {} : { seed: visibleText(levelText(one.block)) }),
    ...(look.joinsSeeds ? { pair: pairKey(one, look.factors) } : {}),
    run: one.ids.join(", "),
  };
}

/** Runs of one seed and one group are joined. */
function pairKey({ block, levels }: Observation, factors: readonly Factor[]): string {
  return levelKey([block, ...levels.slice(1, factors.length)]);
}
