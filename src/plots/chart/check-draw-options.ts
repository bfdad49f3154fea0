import { checkOptions, TEXT, type OptionKinds, type ValueKind } from "../../util/check-options.js";
import type { DrawOptions } from "./chart-options.js";

/** What a chart checks itself, with a sentence of its own. */
export const LATER: ValueKind = { accepts: () => true, remedy: "" };

/** A plain object, of this realm or of a notebook's cell. */
const COLOURS: ValueKind = {
  accepts: (value) => Object.prototype.toString.call(value) === "[object Object]",
  remedy: 'give an object of colours by level, such as { adam: "#0072b2" }',
};

/** What each option of a chart may be. */
export const DRAW_OPTIONS: OptionKinds<DrawOptions> = {
  width: LATER,
  height: LATER,
  fontSize: LATER,
  theme: LATER,
  title: TEXT,
  colors: COLOURS,
};

/**
 * @param call - whose options they are, such as `interval`
 * @param more - options that this chart takes beside those of all
 * @throws CeterisError `USAGE` naming an option that does not exist, or whose value is of a wrong kind
 */
export function checkDrawOptions(
  call: string,
  options: unknown,
  more: Readonly<Record<string, ValueKind>> = {},
): void {
  checkOptions(call, options, { ...DRAW_OPTIONS, ...more });
}
