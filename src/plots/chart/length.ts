import { CeterisError } from "../../util/error.js";

/** A length of a picture: px, or a text with its unit, such as "85mm", "8.5cm", "3.35in" or "241pt". */
export type Length = number | `${number}${"px" | "mm" | "cm" | "in" | "pt"}`;

/** CSS's px in each unit. */
const PX: Readonly<Record<string, number>> = {
  px: 1,
  mm: 96 / 25.4,
  cm: 96 / 2.54,
  in: 96,
  pt: 96 / 72,
};

/** Longer pictures are mistakes, such as mm that were meant as px. */
const MOST_PX = 20_000;

const WITH_UNIT = /^\s*(\d+\.?\d*|\.\d+)\s*([a-z]+)\s*$/i;

/**
 * A length in px.
 *
 * @param name what the length is, for the message
 * @throws CeterisError CHART where it is none
 */
export function lengthInPx(length: Length, name: string): number {
  const [, number = "", unit = ""] =
    WITH_UNIT.exec(typeof length === "number" ? `${length}px` : length) ?? [];
  const px = Number(number) * (PX[unit.toLowerCase()] ?? NaN);
  if (px > 0 && px <= MOST_PX) return px;
  throw new CeterisError(
    "CHART",
    `The ${name} of a chart is ${typeof length === "string" ? `'${length}'` : String(length)}; give px as a number above 0, or a length such as '85mm', '8.5cm', '3.35in' or '241pt', of at most ${MOST_PX} px.`,
  );
}

/** Whether a length is one of paper: its unit is not px. */
export function isOnPaper(length: Length | undefined): boolean {
  return typeof length === "string" && !/px\s*$/i.test(length);
}
