import { wrapText } from "./font/text-width.js";
import type { SpecPart } from "./render/spec.js";
import { SOFT_INK, SUBTITLE_SIZE, TITLE_SIZE } from "./theme.js";

/** Without a title, the subtitle takes its place. */
const SUBTITLE_ALONE = {
  fontSize: SUBTITLE_SIZE,
  fontWeight: "normal",
  color: SOFT_INK,
  lineHeight: 16,
} as const;

/** What stands above a chart. */
export interface TitleParts {
  /** An empty title leaves the title out. */
  readonly title: string;
  /** Sentences without their full stops; each line holds as many as fit. */
  readonly sentences: readonly string[];
}

/** A chart's title and its subtitle, wrapped to `width` px. */
export function chartTitle({ title, sentences }: TitleParts, width: number): SpecPart | undefined {
  const said = sentences.filter((sentence) => sentence !== "");
  if (title === "" && said.length === 0) return undefined;
  const subtitle = wrapText(said.map(closed).join(" "), width, SUBTITLE_SIZE);
  if (title === "") return { text: subtitle, ...SUBTITLE_ALONE };
  const text = title.split("\n").flatMap((line) => wrapText(line, width, TITLE_SIZE, "bold"));
  return said.length === 0 ? { text } : { text, subtitle };
}

function closed(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
