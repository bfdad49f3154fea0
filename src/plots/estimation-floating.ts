import type { Comparison } from "../compare/comparison.js";
import { levelText } from "../compare/level.js";
import type { Contrast, Estimate } from "../compare/types.js";
import { domainOf, extent, type Domain } from "./domain.js";
import { drawn, fixedScale, quantity } from "./encode.js";
import { differenceLayers, differenceValues } from "./estimation-differences.js";
import type { EstimationLook } from "./estimation-look.js";
import { meanPlace, pointLayers } from "./estimation-points.js";
import { runValues, type EstimationRow } from "./estimation-row.js";
import { levelAxis } from "./level-axis.js";
import { panelGrid, type Panel } from "./panels.js";
import { panelHeading } from "./panel-heading.js";
import type { SpecPart } from "./render/spec.js";
import { FAINT_INK } from "./theme.js";
import { axisTitle, tickCount, valueAxis } from "./value-axis.js";

/** Share of a row's height; without a second panel below it needs less. */
const HEIGHT = 0.85;

/** Beyond this many times the range of the runs, an interval would leave them no room on a common axis. */
const MOST_STRETCH = 2.5;

/** Whether differences can stand on a floating axis beside the runs: one contrast per panel, of a like size. */
export function isFloating(comparison: Comparison): boolean {
  const { factors } = comparison.design;
  if (factors.length !== 1 || factors[0]?.levels.length !== 2) return false;
  return panelGrid(comparison).every((row) =>
    row.every((panel) => {
      const runs = extent(domainOf(runValues([panel]), 0));
      return (
        controlMean(panel) !== undefined &&
        extent(domainOf(floatingValues(panel, comparison), 0)) <= MOST_STRETCH * runs
      );
    }),
  );
}

/** Runs, and beside them their difference on an axis whose zero is the control's mean. */
export function floatingRow(row: EstimationRow, look: EstimationLook): SpecPart {
  const height = row.height * HEIGHT;
  const domain = domainOf(row.panels.flatMap((panel) => floatingValues(panel, row.comparison)));
  return {
    hconcat: row.panels.map((panel, i) => ({
      hconcat: [
        runsView(panel, i === 0, domain, height, look),
        differenceView(panel, domain, height, row.comparison, look),
      ],
      spacing: 0,
    })),
    spacing: 28,
  };
}

function floatingValues(panel: Panel, { design }: Comparison): number[] {
  const zero = controlMean(panel) ?? 0;
  return [
    ...runValues([panel]),
    ...differenceValues(panel.differences, design.confidence).map((value) => value + zero),
  ];
}

function controlCell({ cells, differences }: Panel): Estimate | undefined {
  return cells.find(
    ({ levels, estimate }) => levels[0] === differences[0]?.control && Number.isFinite(estimate),
  );
}

function controlMean(panel: Panel): number | undefined {
  return controlCell(panel)?.estimate;
}

function runsView(
  panel: Panel,
  isFirst: boolean,
  domain: Domain,
  height: number,
  look: EstimationLook,
): SpecPart {
  const { slots, slot } = look;
  const axis = {
    name: look.factors[0]?.name ?? "",
    levels: slots.levels,
    cells: panel.cells,
    slot,
  };
  return {
    ...panelHeading(panel.heading, 2 * slot),
    width: 2 * slot,
    height,
    encoding: {
      x: quantity("x", { scale: fixedScale([-0.5, 1.5]), axis: levelAxis(axis) }),
      y: quantity("value", {
        scale: fixedScale(domain),
        axis: valueAxis(look.response, height, isFirst),
      }),
    },
    layer: [meanLines(panel, look), ...pointLayers(panel, look, domain, height)],
  };
}

/** From the control's mean to the zero of the differences, and from the other's mean to its difference. */
function meanLines(panel: Panel, look: EstimationLook): SpecPart {
  const { difference } = panel.differences[0] ?? { difference: NaN };
  const zero = controlMean(panel) ?? NaN;
  const rows = panel.cells.map(({ levels }) => ({
    from: meanPlace(look, levels),
    to: 1.5,
    value: levels[0] === controlCell(panel)?.levels[0] ? zero : zero + difference,
  }));
  return drawn(
    rows.filter(({ value }) => Number.isFinite(value)),
    {
      mark: { type: "rule", stroke: FAINT_INK, strokeWidth: 0.8, strokeDash: [3, 2] },
      encoding: { x: quantity("from"), x2: { field: "to" }, y: quantity("value") },
    },
  );
}

function differenceView(
  panel: Panel,
  domain: Domain,
  height: number,
  { design }: Comparison,
  look: EstimationLook,
): SpecPart {
  const zero = controlMean(panel) ?? 0;
  const [one] = panel.differences;
  const title = one === undefined ? "difference" : contrastText(one);
  return {
    width: look.slot,
    height,
    encoding: {
      x: quantity("x", {
        scale: fixedScale([0.5, 1.5]),
        axis: null,
      }),
      y: quantity("value", {
        scale: fixedScale([domain[0] - zero, domain[1] - zero]),
        axis: {
          orient: "right",
          grid: false,
          domain: true,
          ticks: true,
          tickCount: tickCount(height),
          title: axisTitle(title, height),
        },
      }),
    },
    layer: [differenceLine(panel), ...differenceLayers(panel.differences, look, design.confidence)],
  };
}

function differenceLine({ differences }: Panel): SpecPart {
  const rows = differences.filter(({ difference }) => Number.isFinite(difference));
  return drawn(
    rows.map(({ difference }) => ({ from: 0.5, to: 1, value: difference })),
    {
      mark: { type: "rule", stroke: FAINT_INK, strokeWidth: 0.8, strokeDash: [3, 2] },
      encoding: { x: quantity("from"), x2: { field: "to" }, y: quantity("value") },
    },
  );
}

function contrastText({ level, control }: Contrast): string {
  return `difference: ${levelText(level)} − ${levelText(control)}`;
}
