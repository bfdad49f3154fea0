import { table } from "arquero";
import { describe, expect, it } from "vitest";
import { type LatexOptions, toLatex } from "../../src/frame/to-latex.js";

describe("toLatex", () => {
  const runs = table({
    optimizer: ["adam", "sgd_100%"],
    accuracy: [0.973765, 0.5],
    loss: [NaN, -Infinity],
    id: [7, 12],
    hidden: [[64, 32], null],
  });

  it("aligns numbers by one count of decimals, and escapes texts", () => {
    expect(toLatex(runs)).toBe(
      String.raw`\begin{tabular}{lrrrl}
\toprule
optimizer & accuracy & loss & id & hidden \\
\midrule
adam & $0.973765$ & NaN & $7$ & {[}64, 32] \\
sgd\_100\% & $0.500000$ & $-\infty$ & $12$ & -- \\
\bottomrule
\end{tabular}
`,
    );
  });

  it("has a caption, a label and a count of decimals where they are given", () => {
    const tex = toLatex(runs.select("accuracy", "id"), {
      caption: "R&D_1",
      label: "tab:acc_1",
      digits: 2,
    });
    expect(tex).toBe(
      String.raw`\begin{table}
\centering
\caption{R\&D\_1}
\label{tab:acc_1}
\begin{tabular}{rr}
\toprule
accuracy & id \\
\midrule
$0.97$ & $7$ \\
$0.50$ & $12$ \\
\bottomrule
\end{tabular}
\end{table}
`,
    );
  });

  it.each([
    ["50%", "50\\%"],
    ["a & b", "a \\& b"],
    ["x_1", "x\\_1"],
    ["#3", "\\#3"],
    ["$5", "\\$5"],
    ["{a}", "\\{a\\}"],
    ["~", "\\textasciitilde{}"],
    ["2^8", "2\\textasciicircum{}8"],
    ["a\\b", "a\\textbackslash{}b"],
    ["<|>", "\\textless{}\\textbar{}\\textgreater{}"],
    ["--lr", "-{}-lr"],
    ["*", "{*}"],
    ["\\{", "\\textbackslash{}\\{"],
    ["naïve Δ", "naïve Δ"],
    ["first\nsecond\r\n\tthird", "first second third"],
  ])("escapes %j as %j, in cells and in names", (text, tex) => {
    expect(toLatex(table({ x: [text] })).split("\n")[4]).toBe(`${tex} \\\\`);
    expect(toLatex(table({ [text]: ["y"] })).split("\n")[2]).toBe(`${tex} \\\\`);
    expect(toLatex(runs, { caption: text })).toContain(`\\caption{${tex}}\n`);
  });

  it("writes very small, very large and whole numbers as they are", () => {
    const lines = toLatex(table({ x: [1e-12, 0.5], n: [2n ** 60n, 3] })).split("\n");
    expect(lines.slice(4, 6)).toEqual([
      "$1 \\times 10^{-12}$ & $1152921504606846976$ \\\\",
      "$0.5$ & $3$ \\\\",
    ]);
  });

  it("refuses a label that cannot be referred to", () => {
    expect(() => toLatex(runs, { label: "a}b" })).toThrow('The label "a}b" cannot be referred to');
    expect(() => toLatex(runs, { digits: -1 })).toThrow("digits is -1; give a whole number");
    expect(() => toLatex(runs, { digit: 3 } as LatexOptions)).toThrow(
      "There is no option digit of toLatex; did you mean digits?",
    );
    expect(() => toLatex(runs, { digits: "3" } as unknown as LatexOptions)).toThrow(
      'The option digits of toLatex is "3"; give a number.',
    );
  });
});
