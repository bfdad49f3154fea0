import { isSpecPart } from "./merge-spec.js";
import type { SpecPart, SpecValue } from "./spec.js";

/** The title of a specification in one line; empty without it. */
export function titleOf({ title }: SpecPart): string {
  return lineOf(isSpecPart(title) ? title["text"] : title);
}

/** A text of a specification, which may be a list of lines, as one line. */
export function lineOf(text: SpecValue | undefined): string {
  return Array.isArray(text) ? text.join(" ") : typeof text === "string" ? text : "";
}
