import type { SpecPart } from "../render/spec.js";
import { FAINT_INK } from "../look/theme.js";
import { drawn, quantity } from "./encode.js";
import type { NumberAxis } from "./number-axis.js";

/** The rule between zero and the rest of a log axis, which has no place for it. */
export function breakLayer({ breakAt }: NumberAxis, height: number): SpecPart[] {
  if (breakAt === undefined) return [];
  return [
    drawn([{ x: breakAt }], {
      mark: { type: "rule", stroke: FAINT_INK, strokeWidth: 1, strokeDash: [3, 3] },
      encoding: { x: quantity("x"), y: { value: 0 }, y2: { value: height } },
    }),
  ];
}

/** The part of a line that a value belongs to: none crosses the break, as there is no value between. */
export function partOf({ isLog }: NumberAxis, value: number): "zero" | "rest" {
  return isLog && value === 0 ? "zero" : "rest";
}
