import { wrapText } from "./font/text-width.js";
import type { SpecPart } from "./render/spec.js";
import { INK, LABEL_SIZE } from "./theme.js";

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
