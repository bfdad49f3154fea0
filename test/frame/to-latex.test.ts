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

  it("escapes names, cells and captions", () => {
    const tex = toLatex(table({ "R&D": ["50%"] }), { caption: "x_1" });
    for (const part of ["\\caption{x\\_1}\n", "\nR\\&D \\\\\n", "\n50\\% \\\\\n"])
      expect(tex).toContain(part);
  });

  it("keeps a cell of several lines in one line", () => {
    const tex = toLatex(table({ x: ["first\nsecond\r\n\tthird"] }));
    expect(tex.split("\n")[4]).toBe("first second third \\\\");
  });

  it("stands over both columns of a page where it is wide", () => {
    const lines = toLatex(runs.select("id"), { wide: true }).trim().split("\n");
    expect([lines[0], lines.at(-1)]).toEqual(["\\begin{table*}", "\\end{table*}"]);
    expect(toLatex(runs, { wide: false, caption: "c" })).toContain("\\begin{table}\n");
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
