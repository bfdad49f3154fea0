import type { Comparison } from "../../../compare/comparison.js";
import type { Estimate } from "../../../compare/types.js";
import { domainOf, extent, type Domain } from "../../marks/domain.js";
import { drawn, fixedScale, quantity } from "../../marks/encode.js";
import { contrastName, differenceLayers, differenceValues } from "./estimation-differences.js";
import type { ComparisonLook } from "../../parts/comparison-look.js";
import { meanPlace, pointLayers } from "./estimation-points.js";
import { rowLevelAxis, runValues, type EstimationRow } from "./estimation-row.js";
import { panelGrid, type Panel } from "../../parts/panels.js";
import { headed } from "../../parts/panel-heading.js";
import type { SpecPart } from "../../render/spec.js";
import { FAINT_INK } from "../../look/theme.js";
import {
  axisTitle,
  enoughTicks,
  labelExtent,
  tickCount,
  valueAxis,
} from "../../marks/value-axis.js";

/** Share of a row's height; without a second panel below it needs less. */
const HEIGHT = 0.85;

/** Ticks and the room beside them, in px. */
const TICKS = 8;

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
export function floatingRow(row: EstimationRow, look: ComparisonLook): SpecPart {
  const height = row.height * HEIGHT;
  const domain = rowDomain(row.peers, row.comparison);
  const labels = differenceExtent(row.comparison, height);
  return {
    hconcat: row.panels.map((panel, i) => ({
      hconcat: [
        runsView(i, domain, { ...row, height }, look),
        differenceView(panel, { domain, height, labels }, row.comparison, look),
      ],
      spacing: 0,
    })),
    spacing: 28,
  };
}

/** The axes of differences, alike in all rows, so that the columns stand in line. */
interface FloatingAxis {
  readonly domain: Domain;
  readonly height: number;
  /** Px that the widest labels of several rows need; 0 where there is one row. */
  readonly labels: number;
}

function rowDomain(panels: readonly Panel[], comparison: Comparison): Domain {
  return domainOf(panels.flatMap((panel) => floatingValues(panel, comparison)));
}

function differenceExtent(comparison: Comparison, height: number): number {
  const grid = panelGrid(comparison);
  if (grid.flat().length === 1) return 0;
  const widths = grid.flatMap((panels) => {
    const domain = rowDomain(panels, comparison);
    return panels.map((panel) => {
      const own = shifted(domain, controlMean(panel) ?? 0);
      return labelExtent(own, enoughTicks(tickCount(height), own)) + TICKS;
    });
  });
  return Math.max(...widths);
}

function shifted([low, high]: Domain, zero: number): Domain {
  return [low - zero, high - zero];
}

function floatingValues(panel: Panel, { design }: Comparison): number[] {
  const zero = controlMean(panel) ?? 0;
  return [
    ...runValues([panel]),
    ...differenceValues(panel.differences, design).map((value) => value + zero),
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

function runsView(i: number, domain: Domain, row: EstimationRow, look: ComparisonLook): SpecPart {
  const { slot } = look;
  const { height } = row;
  const panel = row.panels[i]!;
  return headed(row.headings[i]!, {
    width: 2 * slot,
    height,
    encoding: {
      x: quantity("x", { scale: fixedScale([-0.5, 1.5]), axis: rowLevelAxis(row, i, look) }),
      y: quantity("value", {
        scale: fixedScale(domain),
        axis: valueAxis(look.response, height, i === 0, domain),
      }),
    },
    layer: [meanLines(panel, look), ...pointLayers(panel, look, domain, height)],
  });
}

/** From the control's mean to the zero of the differences, and from the other's mean to its difference. */
function meanLines(panel: Panel, look: ComparisonLook): SpecPart {
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
  { domain, height, labels: minExtent }: FloatingAxis,
  { design }: Comparison,
  look: ComparisonLook,
): SpecPart {
  const zero = controlMean(panel) ?? 0;
  const own = shifted(domain, zero);
  const [one] = panel.differences;
  const title = one === undefined ? "difference" : `difference: ${contrastName(one, look, "−")}`;
  return {
    width: look.slot,
    height,
    encoding: {
      x: quantity("x", {
        scale: fixedScale([0.5, 1.5]),
        axis: null,
      }),
      y: quantity("value", {
        scale: fixedScale(own),
        axis: {
          orient: "right",
          grid: false,
          domain: true,
          ...(minExtent > 0 ? { minExtent } : {}),
          ticks: true,
          tickCount: enoughTicks(tickCount(height), own),
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
