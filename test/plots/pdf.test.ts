import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Chart } from "../../src/plots/chart/chart.js";
import { renderPdf } from "../../src/plots/render/pdf/render-pdf.js";
import { renderPng } from "../../src/plots/render/render-png.js";
import { CASES } from "./cases.js";
import { pictureDifference, readPng, readPpm } from "./pictures.js";
import { stored } from "./stored.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ceteris-pdf-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What one of Poppler's programs prints of a PDF. */
function poppler(program: string, pdf: Uint8Array, ...options: readonly string[]): Buffer {
  const path = join(folder, "chart.pdf");
  writeFileSync(path, pdf);
  const file = program === "pdftotext" ? [path, "-"] : [path];
  const { stdout, stderr, status } = spawnSync(program, [...options, ...file], {
    maxBuffer: 2 ** 28,
  });
  expect([program, status, stderr.toString()]).toEqual([program, 0, ""]);
  return stdout;
}

function drawing(content: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="100" viewBox="0 0 300 100"><g fill="none">${content}</g></svg>`;
}

function textOf(pdf: Uint8Array, ...options: readonly string[]): string {
  return poppler("pdftotext", pdf, ...options)
    .toString()
    .trim();
}

describe("a PDF", () => {
  it("has its text as text, with the signs that standard fonts lack", async () => {
    // Words in turned labels are not told apart.
    const text = textOf((await CASES["estimation-odd-names"]!()).toPDF(), "-raw").replaceAll(
      /\s/g,
      "",
    );
    for (const words of ["accuracy by method", "Δμ é", "−0.02", `</script><b>"it's"`, "名前"])
      expect(text).toContain(words.replaceAll(" ", ""));
  });

  it("embeds a subset of each font that it draws, and nothing else", async () => {
    const pdf = (await CASES["estimation"]!()).toPDF();
    const fonts = poppler("pdffonts", pdf).toString().trim().split("\n").slice(2);
    expect(fonts).toHaveLength(2);
    for (const font of fonts)
      expect(font).toMatch(/^[A-Z]{6}\+DejaVuSans(-Bold)? +CID TrueType +Identity-H +yes yes yes/);
    expect(pdf.length).toBeLessThan(30_000);
  });

  it("embeds the machine's fonts for what ours lacks, the bold one for bold text", () => {
    const svg = drawing(
      '<text transform="translate(10,30)" font-size="11" fill="black">学習率 a</text>' +
        '<text transform="translate(10,60)" font-size="11" font-weight="bold" fill="black">学習率 𠮷 b</text>',
    );
    const pdf = renderPdf(svg, { title: "t", description: "d" });
    const fonts = poppler("pdffonts", pdf).toString().trim().split("\n").slice(2);
    expect(fonts.map((font) => /\+(\S+) +(.*yes)/.exec(font)?.slice(1).join(" "))).toEqual([
      "NotoSansCJKjp-Regular CID TrueType      Identity-H       yes yes yes",
      "DejaVuSans CID TrueType      Identity-H       yes yes yes",
      "NotoSansCJKjp-Bold CID TrueType      Identity-H       yes yes yes",
      "DejaVuSans-Bold CID TrueType      Identity-H       yes yes yes",
    ]);
    expect(textOf(pdf).split(/\s*\n\s*/)).toEqual(["学習率 a", "学習率 𠮷 b"]);
    const { mean, far } = pictureDifference(
      readPng(renderPng(svg)),
      readPpm(poppler("pdftoppm", pdf, "-r", "192")),
    );
    expect(mean).toBeLessThan(2);
    expect(far).toBeLessThan(0.02);
  });

  it("is as large as the SVG, and says what it shows", async () => {
    const chart = await CASES["estimation"]!();
    const { width, height } = chart.size;
    const info = poppler("pdfinfo", chart.toPDF()).toString();
    expect(info).toContain(`Page size:       ${0.75 * width} x ${0.75 * height} pts`);
    expect(info).toMatch(/^Title: +val_accuracy by optimizer$/m);
    expect(info).toMatch(`Subject:         ${chart.description}`);
    expect(info).not.toContain("CreationDate");
  });

  it("is of the version 1.4, as pdfLaTeX warns of figures newer than 1.5", async () => {
    const info = poppler("pdfinfo", (await CASES["curves"]!()).toPDF()).toString();
    expect(info).toMatch(/^PDF version: +1\.4$/m);
  });

  it("has the same bytes in every process, on every machine", async () => {
    for (const name of ["estimation", "curves"]) {
      const pdf = Buffer.from((await CASES[name]!()).toPDF());
      expect(stored(`${name}.pdf`, pdf).equals(pdf)).toBe(true);
    }
  });

  it.each([
    "estimation-facets",
    "estimation-odd-names",
    "curves-died",
    "interval-grouped",
    "estimation-30-levels",
  ])("looks like the PNG: %s", async (name) => {
    const chart: Chart = await CASES[name]!();
    const png = readPng(chart.toPNG({ scale: 2 }));
    const ppm = readPpm(poppler("pdftoppm", chart.toPDF(), "-r", "192"));
    expect(Math.abs(png.width - ppm.width)).toBeLessThanOrEqual(2);
    expect(Math.abs(png.height - ppm.height)).toBeLessThanOrEqual(2);
    const { mean, far } = pictureDifference(png, ppm);

    expect(mean).toBeLessThan(2.5);
    expect(far).toBeLessThan(0.02);
  });

  it("draws outlines of every kind, gradients and colours by name", () => {
    const svg = drawing(
      '<defs><linearGradient id="g" x1="0" x2="1" y1="0" y2="0"><stop offset="0" stop-color="red"/>' +
        '<stop offset="0.5" stop-color="#fff"/><stop offset="1" stop-color="steelblue"/></linearGradient></defs>' +
        '<rect x="10" y="10" width="120" height="20" fill="url(#g)"/>' +
        '<path d="M150,20a20,10,0,1,1,40,0a20,10,0,1,1,-40,0Z" fill="hsl(120,60%,40%)" stroke="black" stroke-width="2"/>' +
        '<path d="M210,30q20,-40,40,0" stroke="purple"/>' +
        '<path d="M10,60C30,40,50,80,70,60" stroke="orange"/>' +
        '<path d="M100,60h20v10h-20z M140 60 l 10 10 20 -5" stroke="rgb(0,128,128)" stroke-dasharray="4,2"/>' +
        '<path d="M200,70A30,15,30,0,1,250,60" stroke="black" opacity="0.5"/>' +
        '<text transform="translate(10,92) rotate(-5)" font-size="11" fill="black">turned</text>',
    );
    const pdf = renderPdf(svg, { title: "t", description: "d" });
    const { mean, far } = pictureDifference(
      readPng(renderPng(svg)),
      readPpm(poppler("pdftoppm", pdf, "-r", "192")),
    );
    expect(mean).toBeLessThan(1.5);
    expect(far).toBeLessThan(0.012);
  });

  it.each([
    ["שלום עולם 12", "Hebrew"],
    ["سلام دنیا", "Persian"],
    ["مرحبا لا", "Arabic"],
    ["模型 A", "Chinese"],
    ["हिन्दी मॉडल", "Hindi"],
    ["🚀 run", "a pictograph"],
  ])("gives back %s, which is %s, letter for letter", (text) => {
    const svg = drawing(`<text x="10" y="50" font-size="11" fill="black">${text}</text>`);
    const found = textOf(renderPdf(svg, { title: "t", description: "d" }));
    // pdftotext sets right-to-left words off with marks of direction.
    const plain = found.replaceAll(/[\u200e\u200f\u202a-\u202e]/g, "").normalize("NFKC");
    expect(plain.replaceAll(/\s+/g, " ")).toBe(text);
  });

  it("refuses what it cannot draw, in a sentence", () => {
    expect(() => renderPdf(drawing('<circle r="3"/>'), { title: "t", description: "d" })).toThrow(
      "The chart cannot be drawn: The drawing has the element 'circle'",
    );
  });
});
