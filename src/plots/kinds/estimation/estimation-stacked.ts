import { domainOf, NO_VALUES, type Domain } from "../../marks/domain.js";
import { drawn, emptyNote, fixedScale, quantity } from "../../marks/encode.js";
import { differenceLayers, differenceValues } from "./estimation-differences.js";
import type { ComparisonLook } from "../../parts/comparison-look.js";
import { pointLayers } from "./estimation-points.js";
import { rowLevelAxis, runValues, type EstimationRow } from "./estimation-row.js";
import { headed } from "../../parts/panel-heading.js";
import type { SpecPart } from "../../render/spec.js";
import { LABEL_SIZE, SOFT_INK } from "../../look/theme.js";
import { valueAxis } from "../../marks/value-axis.js";

/** Share of the height that the runs take. */
const UPPER = 0.6;

/** Px between runs and differences, which are on axes of their own. */
const GAP = { most: 32, least: 18, share: 0.1 } as const;

/** The lower end of the runs' panel. */
const CLOSING: SpecPart = { title: null, labels: false, ticks: false, grid: false, domain: true };

/** Px that the word "control" needs. */
const CONTROL_ROOM = 52;

/** Runs above, differences below, one column per panel; both rows share the axis of levels. */
export function stackedRow(row: EstimationRow, look: ComparisonLook): SpecPart {
  const upper = domainOf(runValues(row.peers));
  const differences = row.peers.flatMap((panel) => panel.differences);
  const lower = differences.some(({ difference }) => Number.isFinite(difference))
    ? domainOf(differenceValues(differences, row.comparison.design))
    : NO_VALUES;
  return {
    concat: [
      ...row.panels.map((_, i) => runsView(i, upper, row, look)),
      ...row.panels.map((_, i) => differencesView(i, lower, row, look)),
    ],
    columns: row.panels.length,
    align: "each",
    spacing: { row: gapOf(row), column: Math.min(20, panelWidth(look) / 8) },
  };
}

/** Px between the halves. */
function gapOf({ height }: EstimationRow): number {
  return Math.max(GAP.least, Math.min(GAP.most, GAP.share * height));
}

/** Px of each half. */
function heightsOf(row: EstimationRow): { readonly runs: number; readonly differences: number } {
  const marks = row.height - gapOf(row);
  return { runs: marks * UPPER, differences: marks * (1 - UPPER) };
}

function runsView(i: number, domain: Domain, row: EstimationRow, look: ComparisonLook): SpecPart {
  const panel = row.panels[i]!;
  const height = heightsOf(row).runs;
  return headed(row.headings[i]!, {
    width: panelWidth(look),
    height,
    encoding: {
      x: quantity("x", { scale: slotScale(look), axis: CLOSING }),
      y: quantity("value", {
        scale: fixedScale(domain),
        axis: valueAxis(look.response, height, i === 0, domain),
      }),
    },
    layer: pointLayers(panel, look, domain, height),
  });
}

function differencesView(
  i: number,
  domain: Domain,
  row: EstimationRow,
  look: ComparisonLook,
): SpecPart {
  const height = heightsOf(row).differences;
  const control = look.names[0]!(look.slots.levels[0] ?? null);
  return {
    width: panelWidth(look),
    height,
    encoding: {
      x: quantity("x", { scale: slotScale(look), axis: rowLevelAxis(row, i, look) }),
      y: quantity("value", {
        scale: fixedScale(domain),
        axis: valueAxis(`difference to ${control}`, height, i === 0, domain),
      }),
    },
    layer: [
      ...differenceLayers(row.panels[i]!.differences, look, row.comparison.design.confidence),
      ...(domain === NO_VALUES
        ? [emptyNote("no differences", panelWidth(look), height)]
        : controlLabel(look)),
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
