import { createHash } from "node:crypto";
import type { DrawnCharacter } from "../../font/arabic.js";
import { loadFont, parseFont, type Font, type FontWeight } from "../../font/font.js";
import { postScriptName } from "../../font/names.js";
import { fontTable } from "../../font/sfnt.js";
import { characterAdvance } from "../../font/text-width.js";
import { subsetFont } from "../../font/subset.js";
import { hex4, utf16, type PdfFile, type PdfReference, ref } from "./pdf-file.js";

/** A font of a PDF file; it takes in the characters that are drawn, and is written at the end. */
export class PdfFont {
  readonly #font: Font;
  readonly #weight: FontWeight;
  readonly #numbers = new Map<string, number>();
  readonly #texts: string[] = [];

  /** @param weight of the text, which tells how wide a box is */
  constructor(font: Font, weight: FontWeight) {
    this.#font = font;
    this.#weight = weight;
  }

  /**
   * Characters as the operator `Tj` takes them. Each that is drawn has a number of its own, so that text is found and
   * copied also where the font has a box for it only.
   */
  encode(line: readonly DrawnCharacter[]): string {
    return `<${line.map((one) => hex4(this.#numberOf(one))).join("")}>`;
  }

  /** Adds the font with the glyphs that were drawn. Source: ISO 32000-1, section 9.7. */
  write(file: PdfFile): PdfReference {
    const drawn = [...this.#numbers.keys()];
    const subset = subsetFont(this.#font, drawn.join(""));
    const { unitsPerEm } = loadFont(this.#weight);
    const widths = drawn.map((one) =>
      Math.round((1000 * characterAdvance(one, this.#weight)) / unitsPerEm),
    );
    const name = `${subsetTag(subset)}+${fontName(this.#font)}`;
    const descriptor = file.add(
      descriptorOf(this.#font, name, file.addStream(subset, `/Length1 ${subset.length}`)),
    );
    const glyphs = file.addStream(glyphNumbers(subset, drawn));
    const descendant = file.add(
      `<</Type/Font/Subtype/CIDFontType2/BaseFont/${name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>` +
        `/FontDescriptor ${ref(descriptor)}/CIDToGIDMap ${ref(glyphs)}/DW 1000/W[1[${widths.join(" ")}]]>>`,
    );
    const toUnicode = file.addStream(unicodeMap(this.#texts));
    return file.add(
      `<</Type/Font/Subtype/Type0/BaseFont/${name}/Encoding/Identity-H/DescendantFonts[${ref(descendant)}]/ToUnicode ${ref(toUnicode)}>>`,
    );
  }

  #numberOf({ drawn, text }: DrawnCharacter): number {
    const known = this.#numbers.get(drawn);
    if (known !== undefined) return known;
    const number = this.#texts.push(text);
    this.#numbers.set(drawn, number);
    return number;
  }
}

/** Of the characters that PDF's names may have as they are. */
function fontName(font: Font): string {
  return postScriptName(fontTable(font.tables, "name")).replaceAll(/[^\w.-]/g, "") || "Font";
}

/** Six letters that tell this subset from others of the same font. */
function subsetTag(subset: Buffer): string {
  const digest = createHash("sha256").update(subset).digest();
  return String.fromCodePoint(...Array.from(digest.subarray(0, 6), (byte) => 65 + (byte % 26)));
}

function descriptorOf(font: Font, name: string, file: PdfReference): string {
  const [head, hhea] = [fontTable(font.tables, "head"), fontTable(font.tables, "hhea")];
  const scaled = (units: number): number => Math.round((1000 * units) / font.unitsPerEm);
  const box = [36, 38, 40, 42].map((at) => scaled(head.readInt16BE(at)));
  const [ascent, descent] = [scaled(hhea.readInt16BE(4)), scaled(hhea.readInt16BE(6))];
  return (
    `<</Type/FontDescriptor/FontName/${name}/Flags 4/FontBBox[${box.join(" ")}]/ItalicAngle 0` +
    `/Ascent ${ascent}/Descent ${descent}/CapHeight 729/StemV 80/FontFile2 ${ref(file)}>>`
  );
}

/** Two bytes per number: the glyph of the subset; 0, a box, for what the font lacks. */
function glyphNumbers(subset: Buffer, drawn: readonly string[]): Buffer {
  const { glyphs } = parseFont(subset);
  const map = Buffer.alloc(2 * (drawn.length + 1));
  for (const [i, one] of drawn.entries())
    map.writeUInt16BE(glyphs.get(one.codePointAt(0) ?? 0) ?? 0, 2 * (i + 1));
  return map;
}

/** What each number reads as. Source: Adobe Technical Note 5411. */
function unicodeMap(texts: readonly string[]): string {
  const rows = texts.map((text, i) => `<${hex4(i + 1)}> <${utf16(text)}>\n`);
  const blocks: string[] = [];
  for (let i = 0; i < rows.length; i += 100) {
    const block = rows.slice(i, i + 100);
    blocks.push(`${block.length} beginbfchar\n${block.join("")}endbfchar\n`);
  }
  return (
    "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
    "/CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n" +
    `/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n${blocks.join("")}` +
    "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
  );
}
