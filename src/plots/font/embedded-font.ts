import type { Font } from "./font.js";
import { writeCmap } from "./cmap.js";
import { codePoints } from "./code-points.js";
import { writeFontTables } from "./sfnt.js";
import { subsetFont } from "./subset.js";

/** Scripts whose letters a font joins and moves by rules of its own. */
const BY_RULES =
  /[\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}\p{Script=Syriac}\p{Script=Mongolian}]/u;

/** Tables that draw a text by the font's rules, its hinting with them. */
const KEPT = "GDEF,GPOS,GSUB,OS/2,cvt ,fpgm,glyf,head,hhea,hmtx,loca,maxp,name,post,prep".split(
  ",",
);

/** Bytes of a font that is embedded whole: those of one script, not those of all. */
const MOST_WHOLE = 1_000_000;

/**
 * A font file for a viewer that sets text itself: a subset; where a script needs the font's rules, which name any of its glyphs, all of the
 * font, with a character map of the text alone.
 */
export function embeddedFont(font: Font, text: string): Buffer {
  const needsRules = BY_RULES.test(text) && font.tables.has("GSUB") && font.tables.has("glyf");
  if (!needsRules) return subsetFont(font, text);
  const kept = KEPT.flatMap((tag) => {
    const table = font.tables.get(tag);
    return table === undefined ? [] : [[tag, Buffer.from(table)] as const];
  });
  const size = kept.reduce((sum, [, table]) => sum + table.length, 0);
  if (size > MOST_WHOLE) return subsetFont(font, text);
  const tables = new Map([...kept, ["cmap", ownMap(font, text)]]);
  tables.get("head")?.writeUInt32BE(0, 8);
  return writeFontTables(tables);
}

/** Letters with a mark are also asked for as two characters. */
function ownMap({ glyphs }: Font, text: string): Buffer {
  const codes = codePoints(text + text.normalize("NFD"));
  return writeCmap(
    new Map(
      codes.flatMap((code) => (glyphs.has(code) ? [[code, glyphs.get(code)!] as const] : [])),
    ),
  );
}
