import { describe, expect, it } from "vitest";
import { joinArabic } from "../../../src/plots/font/arabic.js";
import { visualOrder } from "../../../src/plots/font/bidi.js";
import { fontFaces } from "../../../src/plots/font/embed-font.js";
import { loadFont, parseFont } from "../../../src/plots/font/font.js";
import { subsetFont } from "../../../src/plots/font/subset.js";
import { shortenText, textWidth, wrapText } from "../../../src/plots/font/text-width.js";

const LATIN = "val_accuracy ~ optimizer, n = 10 (1 failed): −0.5 × Δ é";

describe("subsetFont", () => {
  it("keeps the glyphs of the text, with their widths, and drops all others", () => {
    const font = loadFont("normal");
    const subset = parseFont(subsetFont(font, LATIN));
    for (const character of LATIN) {
      const code = character.codePointAt(0)!;
      expect(subset.advance(subset.glyphs.get(code)!)).toBe(font.advance(font.glyphs.get(code)!));
    }
    expect(subset.glyphs.size).toBe(new Set(LATIN).size);
    expect(subset.unitsPerEm).toBe(2048);
  });

  it("is a small fraction of the font, also where glyphs are composed of others", () => {
    expect(subsetFont(loadFont("normal"), LATIN).length).toBeLessThan(16_000);
    expect(subsetFont(loadFont("bold"), "é").length).toBeLessThan(3_000);
  });

  it("has checksums that make the whole file sum to the magic number", () => {
    // The OpenType specification, "head": the uint32 sum of a font with a right checkSumAdjustment is 0xB1B0AFBA.
    const file = subsetFont(loadFont("normal"), LATIN);
    let sum = 0;
    for (let i = 0; i < file.length; i += 4) sum = (sum + file.readUInt32BE(i)) >>> 0;
    expect(sum).toBe(0xb1b0afba);
  });

  it("leaves out what the font lacks", () => {
    expect(parseFont(subsetFont(loadFont("normal"), "a名")).glyphs.size).toBe(1);
  });
});

describe("fontFaces", () => {
  it("embeds each weight that is drawn, and says which characters it has", () => {
    const css = fontFaces({ normal: "ba", bold: "" });
    expect(css.match(/@font-face/g)).toHaveLength(1);
    expect(css).toContain("unicode-range:U+61,U+62");
  });
});

describe("textWidth", () => {
  it.each([
    // Advance widths of DejaVu Sans 2.37 in units of 2048 per em, from its hmtx table as FontForge shows it.
    ["A", 1401],
    ["i", 569],
    ["0", 1303],
    [" ", 651],
    ["−", 1716],
  ])("is that of the font: %s", (character, advance) => {
    expect(textWidth(character, 2048)).toBe(advance);
    expect(textWidth(character.repeat(3), 12)).toBeCloseTo((3 * 12 * advance) / 2048, 10);
  });
});

describe("what no font has", () => {
  it("counts as one em, a pictograph as more, a mark as nothing", () => {
    expect(textWidth("鬱鬱", 10)).toBe(20);
    expect(textWidth("🚀", 10)).toBe(14);
    expect(textWidth("न्\u200d", 10)).toBe(10);
  });
});

describe("joinArabic", () => {
  const shown = (text: string): string =>
    joinArabic(text)
      .map(({ drawn }) => drawn)
      .join("");

  it.each([
    // Forms by hand, from Unicode's charts "Arabic Presentation Forms" A and B.
    ["سلام", "\ufeb3\ufefc\ufee1"],
    ["دنیا", "\ufea9\ufee7\ufbff\ufe8e"],
    ["لا", "\ufefb"],
    ["ب ب", "\ufe8f \ufe8f"],
    ["بـ", "\ufe91ـ"],
    ["بَب", "\ufe91َ\ufe90"],
    ["adam 1", "adam 1"],
  ])("gives each letter of %s its form", (text, forms) => {
    expect(shown(text)).toBe(forms);
  });
});

describe("visualOrder", () => {
  const shown = (text: string): string =>
    visualOrder(Array.from(text, (one) => ({ drawn: one, text: one })))
      .map(({ drawn }) => drawn)
      .join("");

  it.each([
    // Examples after Unicode Annex 9, with Hebrew letters for its capitals.
    ["car אבג", "car גבא"],
    ["אבג 12 דה", "הד 12 גבא"],
    ["אבג, n = 4", "גבא, n = 4"],
    ["אב (גד 2), n", "(2 דג) בא, n"],
    ["x (אב)", "x (בא)"],
    ["אב-v1", "בא-v1"],
    ["plain [1] text", "plain [1] text"],
  ])("%s", (text, order) => {
    expect(shown(text)).toBe(order);
  });
});

describe("wrapText", () => {
  it("fills lines up to the width and never loses a word", () => {
    const text = "the mean of the runs that go on, and a supercalifragilisticexpialidocious word";
    const lines = wrapText(text, 120, 11);
    expect(lines.join(" ")).toBe(text);
    for (const line of lines)
      expect(line.includes(" ") ? textWidth(line, 11) : 0).toBeLessThanOrEqual(120);
  });
});

describe("shortenText", () => {
  it("keeps both ends, so that names with one beginning stay apart", () => {
    const short = (version: string): string =>
      shortenText(`a-very-long-name-of-a-model-${version}`, 110, 11);
    expect(short("v1")).toMatch(/^a-very.*….*v1$/);
    expect(short("v1")).not.toBe(short("v2"));
    expect(textWidth(short("v1"), 11)).toBeLessThanOrEqual(110);
    expect(shortenText("short", 110, 11)).toBe("short");
  });
});
