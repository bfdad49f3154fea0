import { levelKey, levelText } from "../../../compare/level.js";
import type { Observation } from "../../../compare/types.js";
import { groupBy } from "../../../util/group-by.js";
import { visibleText } from "../../../util/visible-text.js";
import { censoredLayer, censoredRow, edgeValue } from "../../parts/censored-marks.js";
import { extent } from "../../marks/domain.js";
import { responseMeans } from "./response-means.js";
import { breakLayer } from "../../marks/axis-break.js";
import { colourBy, drawn, quantity, shapeBy, tip } from "../../marks/encode.js";
import type { PlotArea } from "../../chart/fit-size.js";
import { numberText } from "../../marks/number-axis.js";
import type { Panel } from "../../parts/panels.js";
import type { SpecPart, SpecRow } from "../../render/spec.js";
import { beyondLayers, isInside } from "./response-beyond.js";
import { responseBins } from "./response-bins.js";
import { DIAMETER, type GroupRoom, type ResponseLook, roomOf, styleOf } from "./response-room.js";
import { swarmOffsets } from "../../marks/swarm.js";
import { unitOfValues } from "../../parts/sentences/units.js";

/** Runs, means with intervals, and the break before zero. */
export function responseLayers(panel: Panel, look: ResponseLook, area: PlotArea): SpecPart[] {
  const room = roomOf(look, area.width);
  return [
    ...breakLayer(look.axis, area.height),
    ...pointLayers(panel, look, area, room),
    ...(look.isSearch ? binLayers(panel, look) : responseMeans(panel, look, area, room)),
    ...censoredLayer(censoredRows(panel, look, area, room), "y", {
      color: colourBy("level", look.styles),
    }),
  ];
}

/** The runs of the groups that stand out. */
function pointLayers(
  panel: Panel,
  look: ResponseLook,
  area: PlotArea,
  room: GroupRoom,
): SpecPart[] {
  const { design, domain, styles } = look;
  const loud = panel.observations.filter(({ levels }) => styleOf(levels, styles).standsOut);
  const cells = groupBy(loud, ({ levels }) => levelKey(levels));
  const scale = area.height / extent(look.domain);
  const rows = [...cells.values()].flatMap((cell) => {
    const along = cell.map(({ value }) => value * scale);
    const offsets = swarmOffsets(along, { diameter: DIAMETER, reach: room.reach });
    return cell.map((one, i) => pointRow(one, (room.runs + offsets[i]!) * room.px, look, room));
  });
  const color = colourBy("level", styles);
  const tooltip = [
    ...design.factors.map(({ name }, i) => tip(`factor${i}`, name)),
    ...(design.block === undefined ? [] : [tip("seed", design.block)]),
    tip("run", "run"),
    tip("value", panel.response.name, "quantitative"),
  ];
  const opacity = 0.55;
  return [
    drawn(
      rows.filter(({ value }) => isInside(value, domain)),
      {
        mark: { type: "point", filled: true, size: look.isSearch ? 26 : 18, opacity },
        encoding: {
          x: quantity("x"),
          y: quantity("value"),
          color,
          shape: styles.length > 1 ? shapeBy("level", styles) : undefined,
          tooltip,
        },
      },
    ),
    ...beyondLayers(
      rows,
      "value",
      { domain, height: area.height },
      { size: 26, opacity },
      { color, tooltip },
    ),
  ];
}

function pointRow(
  { levels, block, ids, value }: Observation,
  offset: number,
  { axis, design, styles }: ResponseLook,
  { middle }: GroupRoom,
): SpecRow & { readonly value: number } {
  const { text } = styleOf(levels, styles);
  return {
    x: axis.place(Number(levels[0])) + middle(levels) + offset,
    value,
    level: text,
    factor0: numberText(Number(levels[0])),
    ...(levels.length > 1 ? { factor1: text } : {}),
    ...(design.block === undefined ? {} : { seed: visibleText(levelText(block)) }),
    run: ids.join(", "),
  };
}

function censoredRows(
  { cells }: Panel,
  { axis, domain, styles }: ResponseLook,
  { height }: PlotArea,
  room: GroupRoom,
): SpecRow[] {
  return cells
    .filter(({ censored }) => censored > 0)
    .map((cell) => ({
      x: axis.place(Number(cell.levels[0])) + room.middle(cell.levels),
      level: styleOf(cell.levels, styles).text,
      cell: numberText(Number(cell.levels[0])),
      ...censoredRow(cell, edgeValue(domain, height)),
    }));
}

/** A band with a line for each bin of a random search. */
function binLayers(panel: Panel, { axis, design, styles }: ResponseLook): SpecPart[] {
  const groups = groupBy(panel.observations, ({ levels }) => levelKey(levels.slice(1)));
  const rows = [...groups.values()].flatMap((group) => {
    const { text } = styleOf(group[0]!.levels, styles);
    return responseBins(group, design.confidence).map(({ from, to, ...bin }) => ({
      ...bin,
      x: axis.place(from),
      x2: axis.place(to),
      level: text,
      range: `${numberText(from)} to ${numberText(to)}`,
    }));
  });
  const color = colourBy("level", styles);
  const [x, x2] = [quantity("x"), { field: "x2" }];
  const tooltip = [
    tip("range", design.factors[0]?.name ?? ""),
    tip("mean", `mean ${panel.response.name}`, "quantitative"),
    tip("lower", "lower", "quantitative"),
    tip("upper", "upper", "quantitative"),
    tip("n", `${unitOfValues(design)}s`, "quantitative"),
  ];
  return [
    drawn(rows, {
      mark: { type: "rect", opacity: 0.16 },
      encoding: { x, x2, y: quantity("lower"), y2: { field: "upper" }, color, tooltip },
    }),
    drawn(rows, {
      mark: { type: "rule", strokeWidth: 2.4 },
      encoding: { x, x2, y: quantity("mean"), color, tooltip },
    }),
  ];
}
