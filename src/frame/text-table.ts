import { textWidth, truncate } from "../util/text-width.js";

/** One column of a table, ready to be printed. */
export interface TextColumn {
  readonly name: string;
  readonly numeric: boolean;
  readonly cells: readonly string[];
}

/** Lines of a text, and how many of the leading columns they hold. */
export interface TextTable {
  readonly lines: readonly string[];
  readonly shown: number;
}

/** Rows of a table that are shown at most. */
export const ROWS_SHOWN = 20;
/** Columns of a terminal that a text takes at most, where the terminal's own width is not known. */
export const TEXT_WIDTH = 100;

const GAP = "  ";
const WIDEST_CELL = 28;

/**
 * Aligns columns under their names, numbers to the right, in at most `width` columns of a terminal. Columns that do
 * not fit are left out, the last ones first; the first is always shown.
 */
export function textTable(columns: readonly TextColumn[], width: number): TextTable {
  const blocks = columns.map(alignedBlock);
  const shown = fitting(blocks, width);
  const rows = blocks[0]?.cells.map((_, row) => joinRow(blocks.slice(0, shown), row)) ?? [];
  return { lines: rows, shown };
}

/** A text as a cell shows it: at most 28 columns of a terminal. */
export function shortText(text: string): string {
  return truncate(text, WIDEST_CELL);
}

interface Block {
  readonly width: number;
  readonly cells: readonly string[];
}

function alignedBlock({ name, numeric, cells }: TextColumn): Block {
  const texts = [name, ...cells].map(shortText);
  const width = texts.reduce((widest, text) => Math.max(widest, textWidth(text)), 0);
  return { width, cells: texts.map((text) => pad(text, width, numeric)) };
}

function pad(text: string, width: number, toTheRight: boolean): string {
  const space = " ".repeat(width - textWidth(text));
  return toTheRight ? space + text : text + space;
}

function fitting(blocks: readonly Block[], width: number): number {
  let used = -GAP.length;
  const overflow = blocks.findIndex((block) => (used += block.width + GAP.length) > width);
  return overflow === -1 ? blocks.length : Math.max(1, overflow);
}

function joinRow(blocks: readonly Block[], row: number): string {
  return blocks
    .map((block) => block.cells[row])
    .join(GAP)
    .trimEnd();
}
