import type { Design } from "../../compare/types.js";
import { drawn } from "../marks/encode.js";
import { axisTitle } from "../marks/value-axis.js";
import type { Panel } from "./panels.js";
import type { SpecPart } from "../render/spec.js";
import { INK, LABEL_SIZE } from "../look/theme.js";

const LINE_HEIGHT = 14;

const ABOVE = 10;

/** Px that a heading may be wider than its panel. */
const OVERHANG = 16;

/**
 * A view of layers with what stands above one panel among several: at one height in a row of panels, whatever axes they
 * have.
 *
 * @param above - px between the panel and its heading
 */
export function headed(heading: string, view: SpecPart, above: number = ABOVE): SpecPart {
  if (heading === "") return view;
  const width = Number(view["width"]);
  const text = axisTitle(heading, width + OVERHANG);
  const mark = {
    type: "text",
    text,
    align: "center",
    baseline: "alphabetic",
    lineHeight: LINE_HEIGHT,
    fontSize: LABEL_SIZE,
    color: INK,
  };
  const y = -above - (text.length - 1) * LINE_HEIGHT;
  const layer = drawn([{}], { mark, encoding: { x: { value: width / 2 }, y: { value: y } } });
  return { ...view, layer: [...(view["layer"] as SpecPart[]), layer] };
}

/** The heading of a panel that has no axis of values, and so is headed by its response where there are several. */
export function panelName(
  { heading, response }: Panel,
  { responses }: Pick<Design, "responses">,
): string {
  if (responses.length === 1) return heading;
  return heading === "" ? response.name : `${response.name}, ${heading}`;
}
