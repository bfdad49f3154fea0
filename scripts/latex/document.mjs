import { escapeLatex } from "../../dist/ceteris.js";

/** A paper of two columns of 85 mm, its figures as large as they are saved. Places are those of the page, in sp. */
const PREAMBLE = String.raw`\documentclass[10pt,twocolumn,a4paper]{article}
\usepackage[textwidth=178mm,columnsep=8mm,textheight=257mm]{geometry}
\usepackage{graphicx,booktabs}
\setlength{\belowcaptionskip}{6pt}
\setlength{\tabcolsep}{4pt}
\AddToHook{env/tabular/begin}{\small}
\newsavebox{\figurebox}
\newcommand{\measured}[1]{%
  \sbox{\figurebox}{\includegraphics{#1.pdf}}%
  \typeout{SIZE #1 \the\wd\figurebox\space \the\ht\figurebox}%
  \leavevmode\pdfsavepos\write16{PLACE #1 \thepage\space \the\pdflastxpos\space \the\pdflastypos}%
  \usebox{\figurebox}}
\begin{document}
\typeout{COLUMN \the\columnwidth}`;

/** The source of the document. */
export function documentOf({ figures, tables, summary }) {
  return [
    PREAMBLE,
    "\\section{Figures}",
    escapeLatex(summary),
    ...figures.map(floatOf),
    "\\clearpage",
    "\\section{Tables}",
    "Table~\\ref{tab:runs} lists runs.",
    ...tables,
    "\\end{document}\n",
  ].join("\n\n");
}

function floatOf({ name, chart, room }, i, all) {
  const environment = room === all[0].room ? "figure" : "figure*";
  return [
    `\\begin{${environment}}`,
    "\\centering",
    `\\measured{${name}}`,
    `\\caption{${escapeLatex(chart.caption)}}`,
    `\\end{${environment}}`,
  ].join("\n");
}
