import type { TextColumn } from "../frame/text-table.js";
import { escapeLatex, latexOf, type LatexColumn } from "../frame/to-latex.js";
import { checkOptions, TEXT, type OptionKinds } from "../util/check-options.js";
import { comparisonTables, type Shown } from "./comparison-tables.js";
import { OWNERS } from "./evidence.js";
import { familySize } from "./findings.js";
import type { ComparisonTable } from "./table-columns.js";
import { percent } from "./wording.js";

export interface ComparisonLatexOptions {
  /** Begins each caption instead of the formula. */
  readonly caption?: string;
  /** Begins each name for `\ref`: `tab:lr` makes `tab:lr-differences` and `tab:lr-estimates`. */
  readonly label?: string;
}

const OPTIONS: OptionKinds<ComparisonLatexOptions> = { caption: TEXT, label: TEXT };

/** The tables of a comparison in LaTeX, each with a caption that says what it holds. */
export function comparisonLatex(
  comparison: Shown & { readonly formula: string },
  options: ComparisonLatexOptions,
): string {
  checkOptions("toLatex", options, OPTIONS);
  const { caption, label } = options;
  return comparisonTables(comparison)
    .map((table) => {
      const [name] = table.title.split(" ");
      const about =
        caption === undefined ? `${name} for ${comparison.formula}` : `${caption} ${name}`;
      const held = heldText(table, comparison);
      return latexOf(table.columns.map(latexColumn), {
        caption: held === "" ? `${about}.` : `${about}: ${held}.`,
        ...(label === undefined ? {} : { label: `${label}-${name!.toLowerCase()}` }),
      });
    })
    .join("\n");
}

/** What rows and columns are: the confidence of intervals, how p is adjusted, and pairing. */
function heldText({ title, columns }: ComparisonTable, { design, differences }: Shown): string {
  const has = (name: string): boolean => columns.some((column) => column.name.endsWith(name));
  const { adjusted, block, paired, confidence } = design;
  const family = familySize(differences);
  const [, kind] = /\((.*)\)/.exec(title) ?? [];
  return [
    ...(kind === undefined ? [] : [kind]),
    ...(has("interval") ? [`${percent(confidence)} intervals`] : []),
    ...(has("p adjusted") && family > 1
      ? [
          adjusted === "none"
            ? "p not adjusted"
            : `p after ${OWNERS[adjusted]} adjustment over ${family} contrasts`,
        ]
      : []),
    ...(has("p adjusted") && paired && block !== undefined ? [`runs paired by ${block}`] : []),
  ].join("; ");
}

function latexColumn({ name, numeric, cells }: TextColumn): LatexColumn {
  return {
    head: latexText(name),
    align: numeric ? "r" : "l",
    cells: cells.map(numeric ? latexNumber : latexText),
  };
}

function latexText(text: string): string {
  return escapeLatex(text).replaceAll("−", "$-$").replaceAll("–", "--").replaceAll("²", "$^2$");
}

/** A number, an interval or `< 0.001`, in math mode. */
function latexNumber(text: string): string {
  if (text === "–") return "--";
  const math = text
    .replaceAll("−", "-")
    .replaceAll("%", "\\%")
    .replaceAll("∞", "\\infty")
    .replace(/e([+-]?)(\d+)/g, (_, sign: string, digits: string) => {
      return ` \\times 10^{${sign === "-" ? "-" : ""}${digits}}`;
    });
  return `$${math}$`;
}
