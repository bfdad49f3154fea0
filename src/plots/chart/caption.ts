import { isSpecPart } from "../render/merge-spec.js";
import type { SpecPart } from "../render/spec.js";
import { lineOf, titleOf } from "../render/title-of.js";
import { paperNote } from "./paper.js";

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

function closed(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
