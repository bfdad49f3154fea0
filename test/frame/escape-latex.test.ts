import { describe, expect, it } from "vitest";
import { escapeLatex } from "../../src/frame/escape-latex.js";

/** Expected: LaTeX's own commands for these characters; `npm run check:latex` compiles them. */
describe("escapeLatex", () => {
  it.each([
    ["50%", "50\\%"],
    ["a & b", "a \\& b"],
    ["x_1", "x\\_1"],
    ["#3", "\\#3"],
    ["$5", "\\$5"],
    ["{a}", "\\{a\\}"],
    ["accuracy ~ lr", "accuracy $\\sim$ lr"],
    ["2^8", "2\\textasciicircum{}8"],
    ["a\\b", "a\\textbackslash{}b"],
    ["<|>", "\\textless{}\\textbar{}\\textgreater{}"],
    ["*", "{*}"],
    ["[64, 32]", "{[}64, 32]"],
    ["\\{", "\\textbackslash{}\\{"],
    ["first\nsecond\r\n\tthird", "first second third"],
  ])("makes %j, which LaTeX would read, %j", (text, tex) => {
    expect(escapeLatex(text)).toBe(tex);
  });

  it.each([
    ["--lr", "-{}-lr"],
    ["a---b", "a-{}-{}-b"],
    ["3–5", "3--5"],
    ['the text "1"', "the text ``1''"],
    ['5" and "a", "b"', "5'' and ``a'', ``b''"],
    ['["a", "b"]', "{[}``a'', ``b'']"],
  ])("joins no hyphens to dashes, and turns quotes: %j as %j", (text, tex) => {
    expect(escapeLatex(text)).toBe(tex);
  });

  it.each([
    ["Δμ", "$\\Delta$$\\mu$"],
    ["5 \u00b5s, 3 \u03bcs, 2 \u2126", "5 $\\mu$s, 3 $\\mu$s, 2 $\\Omega$"],
    ["−0.02 × 3", "$-$0.02 $\\times$ 3"],
    ["10⁻⁵", "10$^-$$^5$"],
    ["R², x₀", "R$^2$, x$_0$"],
    ["x ≤ ∞", "x $\\leq$ $\\infty$"],
  ])("has %j, which pdfLaTeX has in math only, as %j", (text, tex) => {
    expect(escapeLatex(text)).toBe(tex);
  });

  it("keeps letters, and composes those that come as letter and accent", () => {
    expect(escapeLatex("naïve é ß Ł 名前")).toBe("naïve é ß Ł 名前");
    expect(escapeLatex("nai\u0308ve")).toBe("na\u00efve");
  });
});
