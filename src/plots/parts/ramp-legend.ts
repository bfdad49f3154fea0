import type { Ramp } from "./colour-ramp.js";
import { drawn, fixedScale, quantity } from "../marks/encode.js";
import { shortenText, textWidth } from "../font/text-width.js";
import type { SpecPart } from "../render/spec.js";
import { INK, LABEL_SIZE, SOFT_INK } from "../look/theme.js";

const HEIGHT = 18;
const GAP = 8;
const STEPS = 40;
const BAR = { most: 160, least: 60 } as const;

/** Longest name, in px. */
const NAME_LIMIT = 200;

/** A name is never cut to less than this. */
const LEAST_NAME = 50;

/** What the legend of a ramp says. */
export interface RampEntry {
  readonly name: string;
  readonly ramp: Ramp;
  /** How a value is written. */
  readonly text: (value: number) => string;
  /** Stands behind the bar, or below it where there is no room: such as what darker means. */
  readonly note: string;
}

/** The legend of a colour ramp as a view of its own: its name, and a bar between its two ends. */
export function rampLegend({ name, ramp, text, note }: RampEntry, width: number): SpecPart {
  const low = (ramp.beyond[0] ? "≤ " : "") + text(ramp.domain[0]);
  const high = (ramp.beyond[1] ? "≥ " : "") + text(ramp.domain[1]);
  const ends = textWidth(low, LABEL_SIZE) + textWidth(high, LABEL_SIZE) + 2 * GAP;
  const room = width - ends - BAR.least - 2 * GAP;
  const title = shortenText(name, Math.max(LEAST_NAME, Math.min(NAME_LIMIT, room)), LABEL_SIZE);
  const start = textWidth(title, LABEL_SIZE) + 2 * GAP;
  const from = start + textWidth(low, LABEL_SIZE) + GAP;
  const said = [note, ramp.isLog ? "log scale" : ""].filter((part) => part !== "").join(", ");
  const noted = said === "" ? 0 : textWidth(said, LABEL_SIZE) + 2 * GAP;
  const bar = Math.max(BAR.least, Math.min(BAR.most, width - start - ends - noted));
  const at = (x: number, words: string, colour: string, line = 0): SpecPart =>
    drawn([{}], {
      mark: {
        type: "text",
        text: words,
        align: "left",
        baseline: "middle",
        fontSize: LABEL_SIZE,
        color: colour,
      },
      encoding: { x: { value: x }, y: { value: (line + 0.5) * HEIGHT } },
    });
  const after = from + bar + GAP;
  const end = after + textWidth(high, LABEL_SIZE);
  const isBeside = end + noted <= width;
  const length = Math.max(width, end, from + noted);
  return {
    width: length,
    height: isBeside ? HEIGHT : 2 * HEIGHT,
    layer: [
      at(0, title, SOFT_INK),
      at(start, low, INK),
      barLayer(ramp, from, bar, length),
      at(after, high, INK),
      ...(said === ""
        ? []
        : [isBeside ? at(end + 2 * GAP, said, SOFT_INK) : at(from, said, SOFT_INK, 1)]),
    ],
  };
}

function barLayer({ colourOf, valueAt }: Ramp, from: number, bar: number, width: number): SpecPart {
  const rows = Array.from({ length: STEPS }, (_, i) => ({
    x: from + (bar * i) / STEPS,
    // A little over the next one, so that no seam shows.
    x2: from + (bar * Math.min(STEPS, i + 1.3)) / STEPS,
    fill: colourOf(valueAt(i / (STEPS - 1))),
  }));
  return drawn(rows, {
    mark: { type: "rect" },
    encoding: {
      x: quantity("x", { scale: fixedScale([0, width]), axis: null }),
      x2: { field: "x2" },
      y: { value: 3 },
      y2: { value: HEIGHT - 3 },
      color: { field: "fill", type: "nominal", scale: null },
    },
  });
}
