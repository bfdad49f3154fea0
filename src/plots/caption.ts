import { isSpecPart } from "./render/merge-spec.js";
import type { SpecPart, SpecValue } from "./render/spec.js";
import { paperNote } from "./paper.js";

/** The title of a specification in one line; empty without it. */
export function titleOf({ title }: SpecPart): string {
  return lineOf(isSpecPart(title) ? title["text"] : title);
}

/** Title and subtitle of a specification as one paragraph; empty without them. */
export function titleText(spec: SpecPart): string {
  const { title } = spec;
  const text = titleOf(spec);
  const subtitle = isSpecPart(title) ? lineOf(title["subtitle"]) : "";
  return [text === "" || subtitle === "" ? text : closed(text), subtitle]
    .filter((part) => part !== "")
    .join(" ");
}

/** What stands above a chart, or would stand there on a screen. */
export function captionOf(spec: SpecPart): string {
  return paperNote(spec)?.caption ?? titleText(spec);
}

function lineOf(text: SpecValue | undefined): string {
  return Array.isArray(text) ? text.join(" ") : typeof text === "string" ? text : "";
}

function closed(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
