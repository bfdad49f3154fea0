import { isBox } from "./fallback.js";
import { codePoints } from "./code-points.js";

/** Characters that a note names at most. */
const MOST_NAMED = 12;

const PICTURE = /\p{Extended_Pictographic}/u;
const EAST_ASIAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

const noted = new Set<string>();

/** Tells on stderr which characters of a text no font has, and what to do; of each character once a process. */
export function noteBoxes(text: string): void {
  const boxes = codePoints(text)
    .map((code) => String.fromCodePoint(code))
    .filter((character) => isBox(character) && !noted.has(character));
  if (boxes.length === 0) return;
  for (const character of boxes) noted.add(character);
  // Node's own warnings go past the notebook, which shows what is written here.
  process.stderr.write(`ceteris: ${boxNote(boxes, process.env["CETERIS_FONTS"])}\n`);
}

/** The note on characters that are drawn as boxes, with the fonts that were looked in. */
export function boxNote(boxes: readonly string[], named: string | undefined): string {
  const more = boxes.length - MOST_NAMED;
  const shown = boxes.slice(0, MOST_NAMED).join(" ") + (more > 0 ? ` and ${more} more` : "");
  const where = named === undefined ? "of this machine" : `in CETERIS_FONTS ('${named}')`;
  const remedy =
    named === undefined
      ? `install ${fontWith(boxes)}, or name a font's file in CETERIS_FONTS`
      : `add the file of one that has them, ${fontWith(boxes)} for instance`;
  return `A chart has boxes in place of ${shown}, as no font ${where} has an outline of them; ${remedy}.`;
}

function fontWith(boxes: readonly string[]): string {
  const text = boxes.join("");
  if (EAST_ASIAN.test(text)) return "Noto Sans CJK";
  return PICTURE.test(text)
    ? "Noto Emoji, the one without colours"
    : "the Noto Sans of their script";
}
