import { escapeMarkup, unescapeMarkup } from "../../util/markup.js";
import { fontFaces, type DrawnText } from "../font/embed-font.js";
import type { FontWeight } from "../font/font.js";

/** One without text closes itself. */
const TEXT_ELEMENT = /<text([^>]*[^/])>(.*?)<\/text>/gs;
const TAG = /<[^>]*>/g;

/**
 * Makes a drawing stand alone: the glyphs it uses are embedded, it is unkerned as it was measured, and it has an
 * alternative text.
 */
export function embedSvg(svg: string, description: string): string {
  const style = `<style>${fontFaces(drawnText(svg))}</style>`;
  return labelledSvg(svg, description).replace(/^<svg[^>]*>/, (root) => root + style);
}

/** The drawing with an alternative text and unkerned, and without a font of its own. */
export function labelledSvg(svg: string, description: string): string {
  const label = `role="img" aria-label="${escapeMarkup(description)}" font-kerning="none"`;
  return svg.replace(/^<svg/, () => `<svg ${label}`);
}

/** The drawing at another size: lengths with their units. */
export function sizedSvg(svg: string, width: string, height: string): string {
  return svg
    .replace(/(<svg[^>]* width=")[^"]*/, (_, start: string) => start + width)
    .replace(/(<svg[^>]* height=")[^"]*/, (_, start: string) => start + height);
}

/** The characters of a drawing's text, by weight. */
export function drawnText(svg: string): DrawnText {
  const text = { normal: "", bold: "" };
  for (const [, attributes = "", content = ""] of svg.matchAll(TEXT_ELEMENT))
    text[weightOf(attributes)] += unescapeMarkup(content.replace(TAG, ""));
  return text;
}

/** The drawing with each text element replaced, markup for markup. */
export function replaceTexts(svg: string, replace: (markup: string) => string): string {
  return svg.replace(TEXT_ELEMENT, (markup) => replace(markup));
}

function weightOf(attributes: string): FontWeight {
  return attributes.includes('font-weight="bold"') ? "bold" : "normal";
}
