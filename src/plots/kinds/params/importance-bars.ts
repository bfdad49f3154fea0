import { formatDecimals } from "../../../util/format-number.js";
import { drawn, emptyNote, fixedScale, quantity, tip } from "../../marks/encode.js";
import { headed } from "../../parts/panel-heading.js";
import type { PanelPlace } from "../../parts/panels-chart.js";
import type { SpecPart, SpecRow } from "../../render/spec.js";
import { namesBeside } from "../../parts/tile-axes.js";
import { FAINT_INK, INK, LABEL_SIZE, SOFT_INK } from "../../look/theme.js";
import { axisTitle, tickCount } from "../../marks/value-axis.js";

/** Half the thickness of a bar, as a share of its line. */
const HALF = 0.34;

/** Around an interval, so that it can be seen on a dark bar. */
const RIM: SpecPart = { type: "rule", strokeWidth: 3.8, stroke: "white" };

/** Px for the text beside the longest bar. */
const TEXT_ROOM = 46;

const COLOURS = { factor: "#0072b2", interaction: "#56b4e9", noise: "#bababa" } as const;

/** The share of one term; NaN where it is not known. */
export interface ImportanceBar {
  readonly name: string;
  readonly kind: keyof typeof COLOURS;
  readonly share: number;
  readonly lower: number;
  readonly upper: number;
}

/** The bars of one panel. */
export interface ImportanceBarsView {
  readonly heading: string;
  readonly bars: readonly ImportanceBar[];
  /** Lines that every panel has, so that bars are of one thickness. */
  readonly lines: number;
  readonly title: string;
  /** True where the shares rank nothing. */
  readonly isHollow: boolean;
  /** The largest share that the axis shows. */
  readonly end: number;
}

/** Horizontal bars from above, their intervals, and their shares in numbers. */
export function importanceBars(view: ImportanceBarsView, place: PanelPlace): SpecPart {
  const { bars, lines, end } = view;
  const { width, height, isFirst } = place;
  const known = bars.flatMap((bar, y) => (Number.isFinite(bar.share) ? [barRow(bar, y)] : []));
  const names = bars.map(({ name }) => name);
  return headed(view.heading, {
    width,
    height,
    encoding: {
      x: quantity("share", {
        scale: fixedScale([0, end * (1 + TEXT_ROOM / width)]),
        axis: {
          title: axisTitle(view.title, width),
          domain: false,
          ticks: false,
          format: "~%",
          tickCount: Math.min(6, tickCount(width * 0.7)),
          labelFlush: false,
        },
      }),
      y: quantity("y", {
        scale: fixedScale([lines - 0.5, -0.5]),
        axis: namesBeside({ title: "", names, length: (height * bars.length) / lines }, isFirst),
      }),
    },
    layer:
      known.length === 0 ? [emptyNote("no shares", width, height)] : layers(known, view.isHollow),
  });
}

type BarRow = SpecRow & Readonly<Record<"y" | "lower" | "upper", number>>;

function barRow({ name, kind, share, lower, upper }: ImportanceBar, y: number): BarRow {
  const text = shareText(share);
  const at = Math.max(0, share, Number.isFinite(upper) ? upper : 0);
  const from = Math.max(0, lower);
  return { y, top: y - HALF, bottom: y + HALF, name, kind, share, lower: from, upper, text, at };
}

/** `43%`, `4.3%`. */
function shareText(share: number): string {
  return `${formatDecimals(100 * share, share < 0.0995 ? 1 : 0)}%`;
}

function layers(rows: readonly BarRow[], isHollow: boolean): SpecPart[] {
  const kinds = Object.keys(COLOURS) as ImportanceBar["kind"][];
  const color = {
    field: "kind",
    type: "nominal",
    scale: { domain: kinds, range: kinds.map((kind) => COLOURS[kind]) },
    legend: null,
  };
  const bounded = rows.filter(
    ({ lower, upper }) => Number.isFinite(lower) && Number.isFinite(upper),
  );
  const ends = bounded.length === 0 ? [] : ["lower", "upper"];
  const tooltip = [
    tip("name", "term"),
    tip("text", "share"),
    ...ends.map((end) => tip(end, end, "quantitative")),
  ];
  const bars = {
    mark: isHollow
      ? { type: "rect", fillOpacity: 0.25, strokeWidth: 1, strokeDash: [3, 2] }
      : { type: "rect" },
    encoding: {
      ...(isHollow ? { stroke: color } : {}),
      x: { datum: 0, type: "quantitative" },
      x2: { field: "share" },
      y: quantity("top"),
      y2: { field: "bottom" },
      color,
      tooltip,
    },
  };
  const texts = {
    mark: {
      type: "text",
      align: "left",
      baseline: "middle",
      dx: 6,
      fontSize: LABEL_SIZE - 1,
      color: SOFT_INK,
    },
    encoding: {
      x: quantity("at"),
      y: quantity("y"),
      text: { field: "text", type: "nominal" },
    },
  };
  return [
    drawn(rows, { layer: [bars, texts] }),
    ...[RIM, { type: "rule", strokeWidth: 1.4, color: INK }].map((mark) =>
      drawn(bounded, {
        mark,
        encoding: { x: quantity("lower"), x2: { field: "upper" }, y: quantity("y"), tooltip },
      }),
    ),
    drawn([{ at: 0 }], {
      mark: { type: "rule", stroke: FAINT_INK, strokeWidth: 1 },
      encoding: { x: quantity("at"), y: { value: 0 }, y2: { value: "height" } },
    }),
  ];
}
