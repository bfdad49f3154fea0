import type { Design } from "../../compare/types.js";
import { wrapText } from "../font/text-width.js";
import type { Panel } from "./panels.js";
import type { SpecPart } from "../render/spec.js";
import { INK, LABEL_SIZE } from "../look/theme.js";

/** What stands above one panel among several. */
export function panelHeading(heading: string, width: number): SpecPart {
  if (heading === "") return {};
  return {
    title: {
      text: wrapText(heading, width, LABEL_SIZE),
      anchor: "middle",
      frame: "group",
      fontSize: LABEL_SIZE,
      fontWeight: "normal",
      lineHeight: 14,
      color: INK,
      offset: 8,
    },
  };
}

/** The heading of a panel that has no axis of values, and so is headed by its response where there are several. */
export function panelName(
  { heading, response }: Panel,
  { responses }: Pick<Design, "responses">,
): string {
  if (responses.length === 1) return heading;
  return heading === "" ? response.name : `${response.name}, ${heading}`;
}
