import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import type * as ResvgModule from "@resvg/resvg-js";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { fontFaces } from "../../../src/plots/font/embed-font.js";
import { fontFor, isBox } from "../../../src/plots/font/fallback.js";
import { parseFont, type FontWeight } from "../../../src/plots/font/font.js";
import { familyName, postScriptName } from "../../../src/plots/font/names.js";
import { boxNote } from "../../../src/plots/font/note-boxes.js";
import { subsetFont } from "../../../src/plots/font/subset.js";
import { textWidth } from "../../../src/plots/font/text-width.js";
import { renderPng } from "../../../src/plots/render/render-png.js";
import { renderSvg } from "../../../src/plots/render/render-svg.js";
import { VEGA_LITE_SCHEMA } from "../../../src/plots/render/spec.js";
import { PROJECT } from "../../tools/project.js";
import { pictureDifference, readPng } from "../pictures.js";

const FONTS = fileURLToPath(new URL("../fixtures/fonts/", import.meta.url));
const CJK = join(FONTS, "cjk");
const REGULAR = join(CJK, "NotoSansCJKjp-Regular.otf");
const BOLD = join(CJK, "NotoSansCJKjp-Bold.otf");
const COLLECTION = join(FONTS, "droid-lohit.ttc");

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ceteris-fallback-"));
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => use(CJK));

function use(...paths: readonly string[]): void {
  process.env["CETERIS_FONTS"] = paths.join(delimiter);
}

function nameFor(character: string, weight: FontWeight = "normal"): string {
  return postScriptName(fontFor(character, weight).tables.get("name")!);
}

describe("the font of a character", () => {
  it("is ours where ours has it, beyond the basic plane too, and the machine's where it has not", () => {
    expect(Array.from("aΔ😀𝔸", (one) => nameFor(one))).toEqual(Array(4).fill("DejaVuSans"));
    expect(Array.from("学모（𠮷", (one) => nameFor(one))).toEqual(
      Array(4).fill("NotoSansCJKjp-Regular"),
    );
    expect(nameFor("学", "bold")).toBe("NotoSansCJKjp-Bold");
  });

  it("is of normal weight where the family has no bold, and bold where there is nothing else", () => {
    use(COLLECTION);
    expect(nameFor("学", "bold")).toBe("DroidSansFallback");
    expect(nameFor("ह", "bold")).toBe("Lohit-Devanagari");
    use(BOLD);
    expect(nameFor("学")).toBe("NotoSansCJKjp-Bold");
  });

  it("is the first of CETERIS_FONTS that has it, whatever else cannot be read", () => {
    const damaged = join(folder, "damaged.ttf");
    writeFileSync(damaged, readFileSync(COLLECTION).subarray(0, 300));
    writeFileSync(join(folder, "not-a-font.otf"), "text");
    use(join(folder, "not-there"), folder, COLLECTION, CJK);
    expect(nameFor("学")).toBe("DroidSansFallback");
    expect(nameFor("模")).toBe("DroidSansFallback");
    expect(nameFor("모")).toBe("NotoSansCJKjp-Regular");
    use(CJK, COLLECTION);
    expect(nameFor("学")).toBe("NotoSansCJKjp-Regular");
  });

  it("is ours, with a box, where CETERIS_FONTS is empty, and for what is never drawn", () => {
    expect(isBox("学")).toBe(false);
    use();
    expect(nameFor("学")).toBe("DejaVuSans");
    expect(isBox("学")).toBe(true);
    expect(Array.from("\u200d\ufe0f\u{e0061}\ue123").filter(isBox)).toEqual([]);
  });
});

it("measures with the font that draws", () => {
  // Advances as fontTools shows them: 920 of 1000 per em for 모, 527 and 266 of 1024 for ह and ि.
  expect(textWidth("모델", 100)).toBeCloseTo(184, 10);
  use(COLLECTION);
  expect(textWidth("हि", 1024)).toBeCloseTo(793, 10);
  expect(textWidth("学a", 2048)).toBeCloseTo(2048 + textWidth("a", 2048), 10);
});

describe("a font of cubic curves", () => {
  it("looks as where another program reads the font itself", () => {
    const text = "学習率基线模型データ拡張強𠮷";
    const svg = (name: string): string =>
      `<svg xmlns="http://www.w3.org/2000/svg" width="580" height="60"><text x="5" y="45" font-family="${name}" font-size="40">${text}</text></svg>`;
    const require = createRequire(import.meta.url);
    const { Resvg } = require("@resvg/resvg-js") as typeof ResvgModule;
    const family = "Noto Sans CJK JP";
    const font = { loadSystemFonts: false, fontFiles: [REGULAR], defaultFontFamily: family };
    const other = new Resvg(svg(family), {
      background: "white",
      fitTo: { mode: "zoom", value: 2 },
      font,
    });
    const own = readPng(renderPng(svg("DejaVu Sans")));
    const { mean, far } = pictureDifference(own, readPng(other.render().asPng()));
    expect(pictureDifference(own, blank(own)).mean).toBeGreaterThan(15);
    expect(mean).toBeLessThan(1);
    expect(far).toBeLessThan(0.002);
  });

  it("is cut to quadratic ones, with characters beyond the basic plane", () => {
    const subset = parseFont(subsetFont(parseFont(readFileSync(REGULAR)), "学𠮷"));
    expect([...subset.glyphs.keys()]).toEqual([0x5b66, 0x20bb7]);
    expect(subset.tables.has("CFF ")).toBe(false);
    expect(subset.advance(subset.glyphs.get(0x20bb7)!)).toBe(1000);
    expect(familyName(subset.tables.get("name")!)).toBe("Noto Sans CJK JP");
  });
});

function blank({ width, height }: { width: number; height: number }): ReturnType<typeof readPng> {
  return { width, height, rgb: new Uint8Array(3 * width * height).fill(255) };
}

describe("an SVG", () => {
  it("has a face for each font that draws, all of one name", () => {
    const css = fontFaces({ normal: "a学", bold: "" });
    expect(css.match(/font-family:"DejaVu Sans"/g)).toHaveLength(2);
    expect(css.match(/unicode-range:[^;]*/g)).toEqual([
      "unicode-range:U+61",
      "unicode-range:U+5b66",
    ]);
    expect(fontFaces({ normal: "学", bold: "" })).not.toContain("U+61");
  });

  it("has all of a font whose rules join the letters", () => {
    use(COLLECTION);
    const css = fontFaces({ normal: "हिन्दी", bold: "" });
    const data = [...css.matchAll(/base64,([^)]*)/g)].map(([, one]) => Buffer.from(one!, "base64"));
    const font = parseFont(data.at(-1)!);
    expect(font.tables.has("GSUB")).toBe(true);
    expect(String.fromCodePoint(...font.glyphs.keys())).toBe("दनहिी्");
    expect(font.tables.get("maxp")!.readUInt16BE(4)).toBe(
      parseFont(readFileSync(COLLECTION), 1).tables.get("maxp")!.readUInt16BE(4),
    );
  });
});

it("draws every line in a PNG, where letters join, go left or have no font", () => {
  const svg = (text: string): string =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="40"><text transform="translate(390,25)" text-anchor="end" font-family="DejaVu Sans" font-size="20px">${text}</text></svg>`;
  // Left and right ends of the ink, in px; the words end where the text is anchored, as the PDF has it.
  for (const text of ["difference to 모델 fi", "学 שלום (12) سلام", "モデル… ไ 学"]) {
    const { left, right } = inkEnds(readPng(renderPng(svg(text), { scale: 1 })));
    expect(right).toBeGreaterThan(380);
    expect(right).toBeLessThanOrEqual(391);
    expect(390 - left).toBeGreaterThan(textWidth(text, 20) - 6);
    expect(390 - left).toBeLessThanOrEqual(textWidth(text, 20) + 1);
  }
});

function inkEnds({ width, rgb }: ReturnType<typeof readPng>): { left: number; right: number } {
  const columns = Array.from(rgb, (value, i) => (value < 128 ? Math.floor(i / 3) % width : -1));
  const inked = new Set(columns.filter((column) => column >= 0));
  return { left: Math.min(...inked), right: Math.max(...inked) };
}

it("draws the vowel signs of Indic scripts before their letters in a PNG", () => {
  use(COLLECTION);
  const svg = (text: string): string =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><text x="5" y="25" font-family="DejaVu Sans" font-size="20">${text}</text></svg>`;
  // The two words are one drawing: the sign is left of its letter, and the one of the left has nothing before it.
  const [written, drawn] = ["हि", "िह"].map((text) => readPng(renderPng(svg(text))));
  expect(pictureDifference(written!, drawn!).mean).toBe(0);
});

describe("the note on boxes", () => {
  it("names the characters and the remedy in one sentence", () => {
    expect(boxNote(["学", "🚀"], undefined)).toBe(
      "A chart has boxes in place of 学 🚀, as no font of this machine has an outline of them; install Noto Sans CJK, or name a font's file in CETERIS_FONTS.",
    );
    expect(boxNote(["🚀"], "fonts")).toBe(
      "A chart has boxes in place of 🚀, as no font in CETERIS_FONTS ('fonts') has an outline of them; add the file of one that has them, Noto Emoji, the one without colours for instance.",
    );
    expect(boxNote(Array.from("कखगघङचछजझञटठड"), undefined)).toContain("ट ठ and 1 more, as");
  });
});

it("gives the same bytes in another process, and one note there on what no font has", () => {
  const program = `
    import { createHash } from "node:crypto";
    import { renderPng } from "./dist/plots/render/render-png.js";
    import { renderSvg } from "./dist/plots/render/render-svg.js";
    const spec = { data: { values: [{}] }, mark: "point", title: "学習率 🚀" };
    const [one] = [renderSvg(spec), renderSvg(spec)];
    console.log(createHash("sha256").update(renderPng(one.svg)).digest("hex"));
  `;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ["--input-type=module", "--eval", program],
    { cwd: PROJECT, encoding: "utf8" },
  );
  const spec = {
    $schema: VEGA_LITE_SCHEMA,
    data: { values: [{}] },
    mark: "point",
    title: "学習率 🚀",
  };
  const png = renderPng(renderSvg(spec).svg);
  expect(stdout.trim()).toBe(createHash("sha256").update(png).digest("hex"));
  expect(stderr).toBe(`ceteris: ${boxNote(["🚀"], CJK)}\n`);
});
