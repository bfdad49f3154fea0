import { domainOf, type Domain } from "../../marks/domain.js";
import { drawn, fixedScale, quantity } from "../../marks/encode.js";
import { differenceLayers, differenceValues } from "./estimation-differences.js";
import type { ComparisonLook } from "../../parts/comparison-look.js";
import { pointLayers } from "./estimation-points.js";
import { runValues, type EstimationRow } from "./estimation-row.js";
import { levelAxis } from "../../parts/level-axis.js";
import { panelHeading } from "../../parts/panel-heading.js";
import type { Panel } from "../../parts/panels.js";
import type { SpecPart } from "../../render/spec.js";
import { LABEL_SIZE, SOFT_INK } from "../../look/theme.js";
import { coveredDomain, tickCount, valueAxis } from "../../marks/value-axis.js";

/** Share of the height that the runs take. */
const UPPER = 0.62;

/** Px that the word "control" needs. */
const CONTROL_ROOM = 52;

/** Runs above, differences below, one column per panel; both rows share the axis of levels. */
export function stackedRow(row: EstimationRow, look: ComparisonLook): SpecPart {
  const upper = domainOf(runValues(row.panels));
  const differences = row.panels.flatMap((panel) =>
    differenceValues(panel.differences, row.comparison.design),
  );
  const shown = differences.filter(Number.isFinite);
  const lower = coveredDomain(
    domainOf(differences),
    Math.max(...shown),
    tickCount(row.height * (1 - UPPER)),
  );
  return {
    concat: [
      ...row.panels.map((panel, i) => runsView(panel, i === 0, upper, row, look)),
      ...row.panels.map((panel, i) => differencesView(panel, i === 0, lower, row, look)),
    ],
    columns: row.panels.length,
    align: "each",
    spacing: { row: 14, column: 20 },
  };
}

function runsView(
  panel: Panel,
  isFirst: boolean,
  domain: Domain,
  row: EstimationRow,
  look: ComparisonLook,
): SpecPart {
  const height = row.height * UPPER;
  return {
    ...panelHeading(panel.heading, panelWidth(look)),
    width: panelWidth(look),
    height,
    encoding: {
      x: quantity("x", { scale: slotScale(look), axis: null }),
      y: quantity("value", {
        scale: fixedScale(domain),
        axis: valueAxis(look.response, height, isFirst),
      }),
    },
    layer: pointLayers(panel, look, domain, height),
  };
}

function differencesView(
  panel: Panel,
  isFirst: boolean,
  domain: Domain,
  row: EstimationRow,
  look: ComparisonLook,
): SpecPart {
  const height = row.height * (1 - UPPER);
  const control = look.names[0]!(look.slots.levels[0] ?? null);
  const axis = {
    name: look.factors[0]?.name ?? "",
    levels: look.slots.levels,
    cells: panel.cells,
    slot: look.slot,
  };
  return {
    width: panelWidth(look),
    height,
    encoding: {
      x: quantity("x", { scale: slotScale(look), axis: levelAxis(axis) }),
      y: quantity("value", {
        scale: fixedScale(domain),
        axis: valueAxis(`difference to ${control}`, height, isFirst, domain),
      }),
    },
    layer: [
      ...differenceLayers(panel.differences, look, row.comparison.design.confidence),
      ...controlLabel(look),
    ],
  };
}

/** Names the zero line, in the place of the level that has no difference. */
function controlLabel({ slot }: ComparisonLook): SpecPart[] {
  if (slot < CONTROL_ROOM) return [];
  const mark = {
    type: "text",
    text: "control",
    dy: -7,
    align: "left",
    fontSize: LABEL_SIZE - 1,
    color: SOFT_INK,
  };
  return [drawn([{ y: 0 }], { mark, encoding: { x: { value: 5 }, y: quantity("y") } })];
}

function panelWidth({ slot, slots }: ComparisonLook): number {
  return slot * slots.levels.length;
}

function slotScale({ slots }: ComparisonLook): SpecPart {
  return fixedScale([-0.5, slots.levels.length - 0.5]);
}
