import type { FontWeight } from "../font/font.js";
import { shortenText, wrapText } from "../font/text-width.js";
import { isSpecPart } from "../render/merge-spec.js";
import type { SpecPart, SpecValue } from "../render/spec.js";
import { SOFT_INK, SUBTITLE_SIZE, TITLE_SIZE } from "../look/theme.js";

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

/** A chart's title and its subtitle, wrapped to `width` px; a word that is longer loses its middle. */
export function chartTitle({ title, sentences }: TitleParts, width: number): SpecPart | undefined {
  const said = sentences.filter((sentence) => sentence !== "");
  if (title === "" && said.length === 0) return undefined;
  const subtitle = linesOf(said.map(closed).join(" "), width, SUBTITLE_SIZE);
  if (title === "") return { text: subtitle, ...SUBTITLE_ALONE };
  const text = title.split("\n").flatMap((line) => linesOf(line, width, TITLE_SIZE, "bold"));
  return said.length === 0 ? { text } : { text, subtitle };
}

/** Whether what stands in a title's place is a subtitle that has none above it. */
export function isSubtitleAlone(title: SpecValue | undefined): boolean {
  return isSpecPart(title) && title["fontSize"] === SUBTITLE_ALONE.fontSize;
}

/** The title of a specification with another text, above the subtitle that it has. */
export function retitled({ title }: SpecPart, text: string | readonly SpecValue[]): SpecValue {
  if (!isSpecPart(title)) return text;
  return isSubtitleAlone(title) ? { text, subtitle: title["text"] } : { ...title, text };
}

/** Wrapped text, in which words longer than a line are shortened. */
function linesOf(text: string, width: number, size: number, weight?: FontWeight): string[] {
  return wrapText(text, width, size, weight).map((line) => shortenText(line, width, size, weight));
}

function closed(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
