import type { TextColumn } from "../frame/text-table.js";
import { escapeLatex } from "../frame/escape-latex.js";
import { latexOf, type LatexColumn } from "../frame/to-latex.js";
import { BOOLEAN, checkOptions, TEXT, type OptionKinds } from "../util/check-options.js";
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
  /** True for tables over both columns of a page: in `table*` environments. Default false. */
  readonly wide?: boolean;
}

const OPTIONS: OptionKinds<ComparisonLatexOptions> = { caption: TEXT, label: TEXT, wide: BOOLEAN };

/** A number that can stand under another with its decimal point; `<` before it. */
const PLAIN = /^(?:< )?−?\d+(?:\.(\d+))?$/;

/** What stands for a number that there is not. */
const NONE = "–";

/** The tables of a comparison in LaTeX, each with a caption that says what it holds. */
export function comparisonLatex(
  comparison: Shown & { readonly formula: string },
  options: ComparisonLatexOptions,
): string {
  checkOptions("toLatex", options, OPTIONS);
  const { caption, label, wide = false } = options;
  return comparisonTables(comparison)
    .map((table) => {
      const [name] = table.title.split(" ");
      const about =
        caption === undefined ? `${name} for ${comparison.formula}` : `${caption} ${name}`;
      const held = heldText(table, comparison);
      return latexOf(table.columns.map(latexColumn), {
        wide,
        caption: held === "" ? `${about}.` : `${about}: ${held}.`,
        ...(label === undefined ? {} : { label: `${label}-${name!.toLowerCase()}` }),
      });
    })
    .join("\n");
}

/** What rows and columns are: the confidence of intervals, how p is adjusted, and pairing. */
function heldText(table: ComparisonTable, { design, differences }: Shown): string {
  const { title, columns } = table;
  const has = (name: string): boolean => columns.some((column) => column.name.endsWith(name));
  const { block, paired, confidence } = design;
  const { size: family, adjusted } = table.family ?? {
    size: familySize(differences),
    adjusted: design.adjusted,
  };
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
    head: escapeLatex(name),
    align: numeric ? "r" : "l",
    cells: numeric ? numberCells(cells) : cells.map(escapeLatex),
  };
}

/** Numbers to the right with their points under each other: shorter ones end in the room of the digits they lack. */
function numberCells(cells: readonly string[]): string[] {
  const isAligned = cells.every((text) => text === NONE || PLAIN.test(text));
  const places = cells.map((text) => (isAligned ? (PLAIN.exec(text)?.[1]?.length ?? 0) : 0));
  const most = Math.max(0, ...places);
  return cells.map((text, i) => {
    if (text === NONE) return "--";
    const missing = (places[i] === 0 && most > 0 ? "." : "") + "0".repeat(most - places[i]!);
    return `$${mathText(text)}${missing === "" ? "" : `\\phantom{${missing}}`}$`;
  });
}

/** A number, an interval or `< 0.001`, for math mode. */
function mathText(text: string): string {
  return text
    .replaceAll("−", "-")
    .replaceAll("%", "\\%")
    .replaceAll("∞", "\\infty")
    .replace(/e([+-]?)(\d+)/g, (_, sign: string, digits: string) => {
      return ` \\times 10^{${sign === "-" ? "-" : ""}${digits}}`;
    });
}
