import type { PathStep } from "../path-data.js";
import { elementsNamed, type SvgElement } from "../svg-tree.js";
import { pdfNumber } from "./pdf-file.js";
import { parseColour } from "./pdf-style.js";

/**
 * A linear gradient as an axial shading over the bounds of what it fills. Source: ISO 32000-1, sections 7.10 and
 * 8.7.4.5.3.
 */
export function gradientShading(gradient: SvgElement, filled: readonly PathStep[]): string {
  const points = filled.flatMap((step) => (step.kind === "close" ? [] : [step.to]));
  const along = (axis: 0 | 1, share: number): number => {
    const values = points.map((point) => point[axis]);
    const low = Math.min(...values);
    return low + share * (Math.max(...values) - low);
  };
  const end = (name: string, otherwise: number): number =>
    Number(gradient.attributes[name] ?? otherwise);
  const ends = [
    along(0, end("x1", 0)),
    along(1, end("y1", 0)),
    along(0, end("x2", 1)),
    along(1, end("y2", 0)),
  ];
  const coords = ends.map(pdfNumber).join(" ");
  return `<</ShadingType 2/ColorSpace/DeviceRGB/Coords[${coords}]/Function ${blend(gradient)}/Extend[true true]>>`;
}

function blend(gradient: SvgElement): string {
  const stops = elementsNamed(gradient, "stop").map(({ attributes }) => ({
    offset: Number(attributes["offset"] ?? 0),
    colour: (parseColour(attributes["stop-color"] ?? "black") ?? [0, 0, 0]).slice(0, 3),
  }));
  const parts = stops.slice(1).map(({ colour }, i) => {
    const [from, to] = [stops[i]!.colour, colour].map((one) => one.map(pdfNumber).join(" "));
    return `<</FunctionType 2/Domain[0 1]/C0[${from}]/C1[${to}]/N 1>>`;
  });
  const bounds = stops.slice(1, -1).map(({ offset }) => pdfNumber(offset));
  const encode = parts.map(() => "0 1");
  return `<</FunctionType 3/Domain[0 1]/Functions[${parts.join("")}]/Bounds[${bounds.join(" ")}]/Encode[${encode.join(" ")}]>>`;
}
