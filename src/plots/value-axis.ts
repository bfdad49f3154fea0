import { shortenText, wrapText } from "./font/text-width.js";
import type { SpecPart } from "./render/spec.js";
import { AXIS_EXTENT, LABEL_SIZE } from "./theme.js";

/** Px of axis per tick, about. */
const TICK_ROOM = 42;

/** A vertical axis of values, `height` px long. Only the first of several panels side by side has text. */
export function valueAxis(title: string, height: number, isFirst: boolean): SpecPart {
  const common = { grid: true, domain: false, ticks: false, tickCount: tickCount(height) };
  if (!isFirst) return { ...common, title: null, labels: false };
  return { ...common, title: axisTitle(title, height), minExtent: AXIS_EXTENT };
}

/** About how many ticks an axis of this length has. */
export function tickCount(length: number): number {
  return Math.max(2, Math.round(length / TICK_ROOM));
}

/** The title of an axis in lines no longer than the axis. */
export function axisTitle(title: string, length: number): string[] {
  return wrapText(title, length, LABEL_SIZE).map((line) => shortenText(line, length, LABEL_SIZE));
}
