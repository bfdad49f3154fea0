import { isSubtitleAlone } from "./chart-title.js";
import { isSpecPart } from "../render/merge-spec.js";
import type { SpecPart } from "../render/spec.js";
import { lineOf, titleOf } from "../render/title-of.js";
import { notedCaption } from "./paper.js";

/** What stands above a chart, each in one line; empty where it does not. */
export interface TitleTexts {
  readonly title: string;
  readonly subtitle: string;
}

/** Title and subtitle of a specification. */
export function titleTexts(spec: SpecPart): TitleTexts {
  const { title } = spec;
  const text = titleOf(spec);
  if (isSubtitleAlone(title)) return { title: "", subtitle: text };
  return { title: text, subtitle: isSpecPart(title) ? lineOf(title["subtitle"]) : "" };
}

/** Title and subtitle of a specification as one paragraph; empty without them. */
export function titleText(spec: SpecPart): string {
  const { title, subtitle } = titleTexts(spec);
  return [title === "" || subtitle === "" ? title : closed(title), subtitle]
    .filter((part) => part !== "")
    .join(" ");
}

/** What stands above a chart, or would stand there on a screen; of several charts what stands above each. */
export function captionOf(spec: SpecPart): string {
  return notedCaption(spec) ?? titleText(spec);
}

function closed(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
