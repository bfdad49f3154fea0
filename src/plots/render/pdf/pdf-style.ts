import type { SvgElement } from "../svg-tree.js";
import { vegaRuntime } from "../vega-runtime.js";
import type { FontWeight } from "../../font/font.js";

/** How an element is drawn: its own attributes, and those of the elements around it. */
export interface PdfStyle {
  readonly fill: string;
  readonly stroke: string;
  /** Of fill and stroke, with that of all elements around. */
  readonly fillOpacity: number;
  readonly strokeOpacity: number;
  readonly strokeWidth: number;
  readonly dash: readonly number[];
  readonly dashOffset: number;
  readonly cap: number;
  readonly join: number;
  readonly miterLimit: number;
  readonly fontSize: number;
  readonly fontWeight: FontWeight;
  readonly anchor: string;
}

/** SVG's initial values. */
export const INITIAL_STYLE: PdfStyle = {
  fill: "black",
  stroke: "none",
  fillOpacity: 1,
  strokeOpacity: 1,
  strokeWidth: 1,
  dash: [],
  dashOffset: 0,
  cap: 0,
  join: 0,
  miterLimit: 4,
  fontSize: 11,
  fontWeight: "normal",
  anchor: "start",
};

const CAPS: Readonly<Record<string, number>> = { butt: 0, round: 1, square: 2 };
const JOINS: Readonly<Record<string, number>> = { miter: 0, round: 1, bevel: 2 };

/** The style of an element inside of others. */
export function styleOf({ attributes }: SvgElement, outer: PdfStyle): PdfStyle {
  const number = (name: string, otherwise: number): number =>
    attributes[name] === undefined ? otherwise : Number.parseFloat(attributes[name]);
  const whole = number("opacity", 1);
  const dash = attributes["stroke-dasharray"];
  return {
    fill: attributes["fill"] ?? outer.fill,
    stroke: attributes["stroke"] ?? outer.stroke,
    fillOpacity: outer.fillOpacity * whole * number("fill-opacity", 1),
    strokeOpacity: outer.strokeOpacity * whole * number("stroke-opacity", 1),
    strokeWidth: number("stroke-width", outer.strokeWidth),
    dash: dash === undefined ? outer.dash : lengths(dash),
    dashOffset: number("stroke-dashoffset", outer.dashOffset),
    cap: CAPS[attributes["stroke-linecap"] ?? ""] ?? outer.cap,
    join: JOINS[attributes["stroke-linejoin"] ?? ""] ?? outer.join,
    miterLimit: number("stroke-miterlimit", outer.miterLimit),
    fontSize: number("font-size", outer.fontSize),
    fontWeight: fontWeight(attributes["font-weight"], outer.fontWeight),
    anchor: attributes["text-anchor"] ?? outer.anchor,
  };
}

/** Red, green, blue from 0 to 1 and opacity, of any colour that CSS can name; undefined for none. */
export function parseColour(text: string): readonly [number, number, number, number] | undefined {
  if (text === "none" || text === "transparent" || text.startsWith("url(")) return undefined;
  const { r, g, b, opacity } = vegaRuntime().vega.expressionFunction("rgb")(text);
  return Number.isNaN(r) ? [0, 0, 0, 1] : [r / 255, g / 255, b / 255, opacity];
}

function lengths(text: string): number[] {
  const found = text.split(/[\s,]+/).map(Number);
  return found.some((length) => length > 0) ? found : [];
}

function fontWeight(text: string | undefined, outer: FontWeight): FontWeight {
  if (text === undefined) return outer;
  return text === "bold" || Number(text) >= 600 ? "bold" : "normal";
}
