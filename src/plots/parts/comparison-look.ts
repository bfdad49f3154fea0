import type { Comparison } from "../../compare/comparison.js";
import { levelKey } from "../../compare/level.js";
import type { Factor, Level } from "../../compare/types.js";
import { controlAndBestStyles } from "./control-and-best-styles.js";
import type { DrawOptions } from "../chart/chart-options.js";
import {
  combinationNames,
  levelNames,
  type CombinationName,
  type NameOf,
} from "../look/level-names.js";
import { levelStyles, type LevelStyle } from "../look/level-style.js";
import { shapeBy } from "../marks/encode.js";
import type { SpecPart, SpecRow } from "../render/spec.js";
import { unitOfValues } from "./sentences/units.js";
import { levelSlots, type Slots } from "./slots.js";

/** What all layers of a chart of a comparison share. */
export interface ComparisonLook {
  readonly factors: readonly Factor[];
  readonly response: string;
  readonly slots: Slots;
  /** Room of one level in px. */
  readonly slot: number;
  /** Styles of the levels of the factor that has the colour. */
  readonly styles: readonly LevelStyle[];
  /** Styles of the third factor's levels; empty without one. */
  readonly shapes: readonly LevelStyle[];
  /** How a point of these levels is shaped; undefined where shape says nothing. */
  readonly shape: SpecPart | undefined;
  /** The seed column, where there is one. */
  readonly block: string | undefined;
  readonly isPaired: boolean;
  /** Differences that do not matter, where a margin was named. */
  readonly margin: number | undefined;
  /** What one value is: `run`, `seed`. */
  readonly unit: string;
  /** Whether lines join the runs of one seed. */
  readonly joinsSeeds: boolean;
  /** Names of the levels of each factor. */
  readonly names: readonly NameOf[];
  /** Names of the cells. */
  readonly cellName: CombinationName;
  /** The name of the level that decides the colour. */
  colourName(levels: readonly Level[]): string;
}

/** Decides colours, shapes and places for a comparison with at least one factor. */
export function comparisonLook(
  comparison: Comparison,
  slot: number,
  options: DrawOptions,
): ComparisonLook {
  const { design } = comparison;
  const coloured = design.factors.length > 1 ? 1 : 0;
  // Without factors there is one style for everything, under the text of no level.
  const levels = design.factors[coloured]?.levels ?? [null];
  const shaped = design.factors[2]?.levels ?? [];
  const shapes = levelStyles(shaped);
  const colourNames = levelNames(levels);
  const styles = controlAndBestStyles(comparison, coloured, options);
  return {
    factors: design.factors,
    response: design.responses[0]?.name ?? "",
    slots: levelSlots(design),
    slot,
    styles,
    shapes,
    shape:
      shapes.length > 0
        ? shapeBy("shape", shapes)
        : coloured > 0
          ? shapeBy("level", styles)
          : undefined,
    block: design.block,
    isPaired: design.paired,
    margin: design.margin,
    unit: unitOfValues(design),
    joinsSeeds: design.paired,
    names: design.factors.map((factor) => levelNames(factor.levels)),
    cellName: combinationNames(
      design.factors,
      comparison.cells.map((cell) => cell.levels),
    ),
    colourName: (at) => colourNames(at[coloured] ?? null),
  };
}

/** Styles for the legend of a factor: of the levels that have a value, or of all where none has. */
export function listedStyles(
  { cells }: Comparison,
  position: number,
  styles: readonly LevelStyle[],
): readonly LevelStyle[] {
  const own = cells
    .filter(({ n }) => n > 0)
    .map(({ levels }) => levelKey([levels[position] ?? null]));
  const listed = styles.filter(({ level }) => own.includes(levelKey([level])));
  return listed.length > 0 ? listed : styles;
}

/** The field of a row that `shape` reads, where the third factor has the shape. */
export function shapeField(levels: readonly Level[], { shapes, names }: ComparisonLook): SpecRow {
  return shapes.length > 0 ? { shape: names[2]!(levels[2] ?? null) } : {};
}
