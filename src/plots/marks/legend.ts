import { shapeBy, colourBy, drawn, fixedScale, quantity } from "./encode.js";
import { textWidth } from "../font/text-width.js";
import type { LevelStyle } from "../look/level-style.js";
import type { SpecPart } from "../render/spec.js";
import { INK, LABEL_SIZE, SOFT_INK } from "../look/theme.js";

const LINE_HEIGHT = 18;
const SYMBOL_ROOM = 14;
const GAP = 16;

/** What tells the levels apart. */
export interface LegendChannels {
  readonly colour: boolean;
  readonly shape: boolean;
}

/** What a legend names. */
export interface LegendEntry {
  readonly name: string;
  readonly styles: readonly LevelStyle[];
  /** Those that are listed, where not all of them are. */
  readonly listed?: readonly LevelStyle[];
  readonly by: LegendChannels;
}

interface LegendItem {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

/** A legend as a view of its own, its items side by side in as many lines as `width` asks for. */
export function legendView(
  { name, styles, listed = styles, by }: LegendEntry,
  width: number,
): SpecPart {
  const heading = textWidth(name, LABEL_SIZE) + GAP;
  const items = placeItems(listed, heading, width);
  const lines = (items.at(-1)?.y ?? 0) + 1;
  const x = quantity("x", { scale: fixedScale([0, width]), axis: null });
  const y = quantity("y", { scale: fixedScale([lines - 0.5, -0.5]), axis: null });
  const text = { type: "text", align: "left", baseline: "middle", fontSize: LABEL_SIZE };
  return {
    width,
    height: lines * LINE_HEIGHT,
    layer: [
      drawn([{ x: 0, y: 0, text: name }], {
        mark: { ...text, color: SOFT_INK },
        encoding: { x, y, text: { field: "text", type: "nominal" } },
      }),
      drawn(
        items.map((item) => ({ ...item })),
        {
          encoding: { x, y },
          layer: [
            {
              mark: { type: "point", filled: true, size: 46, opacity: 1, color: SOFT_INK },
              encoding: {
                color: by.colour ? colourBy("text", styles) : undefined,
                shape: by.shape ? shapeBy("text", styles) : undefined,
              },
            },
            {
              mark: { ...text, dx: 8, color: INK },
              encoding: { text: { field: "text", type: "nominal" } },
            },
          ],
        },
      ),
    ],
  };
}

function placeItems(styles: readonly LevelStyle[], start: number, width: number): LegendItem[] {
  let x = start;
  let y = 0;
  return styles.map(({ text }) => {
    const room = SYMBOL_ROOM + textWidth(text, LABEL_SIZE) + GAP;
    if (x > start && x + room > width) [x, y] = [start, y + 1];
    const item = { x: x + 4, y, text };
    x += room;
    return item;
  });
}
