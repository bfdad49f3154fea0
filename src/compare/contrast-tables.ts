import type { TextColumn } from "../frame/text-table.js";
import { formatDecimals } from "../util/format-number.js";
import { familySize } from "./findings.js";
import { pText, type Interval } from "./interval-text.js";
import { levelText } from "./level.js";
import { facetNames, facetNumbers, pooledDesign } from "./pooled-design.js";
import { cornersOf, type Corner } from "./simple-differences.js";
import {
  facetColumns,
  heldColumns,
  heldText,
  intervalColumns,
  numberColumn,
  textColumn,
  type ComparisonTable,
} from "./table-columns.js";
import { isRatio } from "./transform.js";
import type { Contrast, Design, PooledContrast } from "./types.js";
import { responseOf } from "./verdict.js";
import { comparedText, factorText, termOf } from "./wording.js";

/** Contrasts that stand in one table: effects of single factors or interactions, differences or ratios. */
interface Kind {
  readonly title: string;
  readonly name: string;
  readonly many: string;
  readonly isRatio: boolean;
  readonly isInteraction: boolean;
}

const KINDS: readonly Kind[] = [
  {
    title: "Differences",
    name: "difference",
    many: "differences",
    isRatio: false,
    isInteraction: false,
  },
  { title: "Ratios", name: "ratio", many: "ratios", isRatio: true, isInteraction: false },
  {
    title: "Interactions (differences of differences)",
    name: "difference",
    many: "differences of differences",
    isRatio: false,
    isInteraction: true,
  },
  {
    title: "Interactions (ratios of ratios)",
    name: "ratio",
    many: "ratios of ratios",
    isRatio: true,
    isInteraction: true,
  },
];

/** The contrasts: differences apart from ratios, and effects of one factor apart from interactions. */
export function contrastTables(
  differences: readonly Contrast[],
  design: Design,
): ComparisonTable[] {
  return KINDS.flatMap((kind) => {
    const rows = differences.filter((contrast) => isOfKind(contrast, kind, design));
    return rows.length > 0 ? [contrastTable(rows, kind, design)] : [];
  });
}

/** The averages of contrasts over the facets, with the contrasts they lie between and the test that facets agree. */
export function pooledTables(
  averages: readonly PooledContrast[],
  design: Design,
): ComparisonTable[] {
  const own = pooledDesign(design, averages);
  const over = facetNames(design);
  return KINDS.flatMap((kind) => {
    const rows = averages.filter((contrast) => isOfKind(contrast, kind, own));
    if (rows.length === 0) return [];
    const { columns, ...table } = contrastTable(rows, kind, own);
    const after = columns.findIndex(({ name }) => name === "p adjusted") + 1;
    return [
      {
        ...table,
        title: `${kind.isInteraction ? "Interaction-averages" : "Averages"} (of ${kind.many} over ${over})`,
        columns: columns.toSpliced(after, 0, ...agreementColumns(rows, own)),
        family: { size: familySize(averages), adjusted: own.adjusted },
      },
    ];
  });
}

/** Between which contrasts an average lies, and the p that facets differ. */
function agreementColumns(rows: readonly PooledContrast[], design: Design): TextColumn[] {
  return [
    textColumn("facets", rows, (row) => {
      const show = facetNumbers(row, responseOf(row, design));
      return `${show(row.lowest.difference)} to ${show(row.highest.difference)}`;
    }),
    ...optionalColumn("p facets", rows, ({ agreement }) => agreement.pAdjusted, pText),
  ];
}

function isOfKind(contrast: Contrast, kind: Kind, design: Design): boolean {
  return (
    isRatio(responseOf(contrast, design)) === kind.isRatio &&
    termOf(contrast, design).factors.length > 1 === kind.isInteraction
  );
}

function contrastTable(rows: readonly Contrast[], kind: Kind, design: Design): ComparisonTable {
  const places = placeColumns(rows, kind, design);
  const [size, interval] = intervalColumns(kind.name, design.confidence, rows.map(intervalOf));
  const hasIntervals = rows.some(({ lower }) => !Number.isNaN(lower));
  const columns = [
    ...places,
    size,
    ...(hasIntervals ? [interval] : []),
    numberColumn("p adjusted", rows, ({ pAdjusted }) => pText(pAdjusted)),
    numberColumn(countName(rows, design), rows, ({ n }) => String(n)),
    numberColumn("p", rows, ({ p }) => pText(p)),
    ...optionalColumn("p exact", rows, ({ pExact }) => pExact, pText),
    ...optionalColumn(
      "Hedges g",
      rows,
      ({ hedgesG }) => hedgesG,
      (g) => formatDecimals(g, 2),
    ),
  ];
  const table = { title: kind.title, columns, rows: rows.length };
  if (!hasIntervals) return table;
  const intervals = rows.map((row) =>
    kind.isRatio ? logarithm(intervalOf(row)) : intervalOf(row),
  );
  return { ...table, drawn: { column: places.length + 1, intervals, aroundZero: true } };
}

/** What tells one contrast of the table from the others. */
function placeColumns(rows: readonly Contrast[], kind: Kind, design: Design): TextColumn[] {
  const facets = facetColumns(rows, design);
  const sign = kind.isRatio ? "/" : "−";
  if (kind.isInteraction) return [...facets, ...factorColumns(rows, sign, design)];
  const terms = [...new Set(rows.map(({ term }) => term))];
  const [position] = termOf(rows[0]!, design).factors;
  const heading = terms.length > 1 ? "contrast" : factorText(design.factors[position!]!);
  return [
    ...facets,
    ...(terms.length > 1 ? [textColumn("term", rows, (row) => comparedText(row, design))] : []),
    ...heldColumns(rows, design),
    textColumn(heading, rows, (row) => versusText(row, sign)),
  ];
}

/** A column for each factor of an interaction: `adam − sgd`, the level that it is held at, or nothing. */
function factorColumns(rows: readonly Contrast[], sign: string, design: Design): TextColumn[] {
  return design.factors.flatMap((factor, position) => {
    const texts = rows.map((row) => {
      const term = termOf(row, design);
      const corner = cornersOf(row, term, design)[term.factors.indexOf(position)];
      return corner === undefined ? heldText(row, position, design) : versusText(corner, sign);
    });
    return texts.every((text) => text === "–")
      ? []
      : [textColumn(factorText(factor), texts, (text) => text)];
  });
}

/** `adam − sgd`, or `adam / sgd` */
function versusText({ level, control }: Corner, sign: string): string {
  return `${levelText(level)} ${sign} ${levelText(control)}`;
}

function intervalOf({
  response,
  difference,
  lower,
  upper,
}: Contrast): Interval & { response: string } {
  return { response, estimate: difference, lower, upper };
}

function logarithm<T extends Interval>(interval: T): T {
  const { estimate, lower, upper } = interval;
  return {
    ...interval,
    estimate: Math.log(estimate),
    lower: Math.log(lower),
    upper: Math.log(upper),
  };
}

/** A column that is left out where no row has a value. */
function optionalColumn<T extends Contrast>(
  name: string,
  rows: readonly T[],
  valueOf: (row: T) => number,
  text: (value: number) => string,
): TextColumn[] {
  return rows.some((row) => !Number.isNaN(valueOf(row)))
    ? [numberColumn(name, rows, (row) => text(valueOf(row)))]
    : [];
}

/** What `n` counts. */
function countName(rows: readonly Contrast[], { block }: Design): string {
  const isPairs = ({ paired, method }: Contrast): boolean => paired && method !== "linear model";
  if (rows.every(isPairs)) return "pairs";
  if (rows.every(({ paired }) => paired)) return block?.includes("seed") ? "seeds" : "blocks";
  return rows.some(({ paired }) => paired) ? "n" : "runs";
}
