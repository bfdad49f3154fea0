import { textWidth } from "../../src/plots/font/text-width.js";
import {
  apply,
  IDENTITY,
  multiply,
  parseTransform,
  type Matrix,
} from "../../src/plots/render/matrix.js";
import type { Point } from "../../src/plots/render/path-data.js";
import { INITIAL_STYLE, styleOf, type PdfStyle } from "../../src/plots/render/pdf/pdf-style.js";
import { parseSvg, textOf, type SvgElement } from "../../src/plots/render/svg-tree.js";

/** Ink above and below the baseline, in em: a capital letter and a little of a descender. */
const ABOVE = 0.72;
const BELOW = 0.12;

/** A mark that is drawn as text: it may cover another. */
const MARKS = new Set(["×"]);

/** A line of text, turned as it is drawn. */
export interface TextBox {
  readonly text: string;
  readonly corners: readonly [Point, Point, Point, Point];
}

/** Every line of text of a drawing, in px of its view box. */
export function textBoxes(svg: string): TextBox[] {
  return boxesOf(parseSvg(svg), IDENTITY, INITIAL_STYLE);
}

/** Pairs of lines that cover each other by more than a px, and lines that reach out of the picture. */
export function textTrouble(svg: string): string[] {
  const boxes = once(textBoxes(svg).filter(({ text }) => !MARKS.has(text)));
  const [width = 0, height = 0] = parseSvg(svg)
    .attributes["viewBox"]!.split(" ")
    .slice(2)
    .map(Number);
  const covered = boxes.flatMap((one, i) =>
    boxes
      .slice(i + 1)
      .flatMap((other) => (cover(one, other) ? [`'${one.text}' covers '${other.text}'`] : [])),
  );
  const clipped = boxes
    .filter(({ corners }) =>
      corners.some(([x, y]) => x < -1 || y < -1 || x > width + 1 || y > height + 1),
    )
    .map(({ text }) => `'${text}' is cut off`);
  return [...covered, ...clipped];
}

/** Each line once: a text may lie on its own halo. */
function once(boxes: readonly TextBox[]): TextBox[] {
  const key = ({ text, corners }: TextBox): string =>
    JSON.stringify([text, corners.flat().map(Math.round)]);
  return [...new Map(boxes.map((box) => [key(box), box])).values()];
}

function boxesOf(element: SvgElement, outer: Matrix, outerStyle: PdfStyle): TextBox[] {
  const { attributes, children, name } = element;
  if (name === "style" || name === "defs" || attributes["display"] === "none") return [];
  const matrix = multiply(outer, parseTransform(attributes["transform"]));
  const style = styleOf(element, outerStyle);
  if (name === "text") return style.fillOpacity === 0 ? [] : linesOf(element, matrix, style);
  return children.flatMap((child) =>
    typeof child === "string" ? [] : boxesOf(child, matrix, style),
  );
}

function linesOf(element: SvgElement, matrix: Matrix, style: PdfStyle): TextBox[] {
  let y = 0;
  return element.children.flatMap((child) => {
    if (typeof child !== "string") y += Number(child.attributes["dy"] ?? 0);
    const text = typeof child === "string" ? child : textOf(child);
    return text.trim() === "" ? [] : [boxOf(text, y, matrix, style)];
  });
}

function boxOf(text: string, y: number, matrix: Matrix, style: PdfStyle): TextBox {
  const { fontSize, fontWeight, anchor } = style;
  const width = textWidth(text, fontSize, fontWeight);
  const left = anchor === "end" ? -width : anchor === "middle" ? -width / 2 : 0;
  const [top, bottom] = [y - ABOVE * fontSize, y + BELOW * fontSize];
  const corner = (x: number, at: number): Point => apply(matrix, x, at);
  return {
    text,
    corners: [
      corner(left, top),
      corner(left + width, top),
      corner(left + width, bottom),
      corner(left, bottom),
    ],
  };
}

/** Whether two boxes, each turned as it may be, share more than a px: no side of either lies between them. */
function cover(one: TextBox, other: TextBox): boolean {
  const axes = [one, other].flatMap(({ corners: [a, b, , d] }) => [unit(a, b), unit(a, d)]);
  return axes.every((axis) => {
    const [low, high] = extentAlong(one, axis);
    const [otherLow, otherHigh] = extentAlong(other, axis);
    return Math.min(high, otherHigh) - Math.max(low, otherLow) > 1;
  });
}

function unit([ax, ay]: Point, [bx, by]: Point): Point {
  const length = Math.hypot(bx - ax, by - ay) || 1;
  return [(bx - ax) / length, (by - ay) / length];
}

function extentAlong({ corners }: TextBox, [x, y]: Point): [number, number] {
  const along = corners.map(([cx, cy]) => cx * x + cy * y);
  return [Math.min(...along), Math.max(...along)];
}
