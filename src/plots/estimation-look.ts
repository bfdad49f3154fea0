import type { Comparison } from "../compare/comparison.js";
import { levelText } from "../compare/level.js";
import type { Factor, Level } from "../compare/types.js";
import { bestLevel } from "./best-level.js";
import type { DrawOptions } from "./chart-options.js";
import { levelStyles, type LevelStyle } from "./level-style.js";
import { shapeBy } from "./encode.js";
import type { SpecPart, SpecRow } from "./render/spec.js";
import { levelSlots, type Slots } from "./slots.js";

/** The mark of a mean or a difference, set off from what lies under it. */
export const MEAN_MARK: SpecPart = {
  type: "point",
  filled: true,
  size: 64,
  opacity: 1,
  stroke: "white",
  strokeWidth: 0.9,
};

/** What all layers of an estimation plot share. */
export interface EstimationLook {
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
  /** Whether lines join the runs of one seed. */
  readonly joinsSeeds: boolean;
  /** The text of the level that decides the colour. */
  styleText(levels: readonly Level[]): string;
}

/** Decides colours, shapes and places for a comparison with at least one factor. */
export function estimationLook(
  comparison: Comparison,
  slot: number,
  { colors }: DrawOptions,
): EstimationLook {
  const { design } = comparison;
  const coloured = design.factors.length > 1 ? 1 : 0;
  // Without factors there is one style for everything, under the text of no level.
  const levels = design.factors[coloured]?.levels ?? [null];
  const shaped = design.factors[2]?.levels ?? [];
  const shapes = levelStyles(shaped);
  const styles = levelStyles(levels, {
    standOut: [levels[0] ?? null, ...bestLevel(comparison, coloured)],
    ...(colors === undefined ? {} : { colours: colors }),
  });
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
    joinsSeeds: design.paired,
    styleText: (at) => levelText(at[coloured] ?? null),
  };
}

/** The field of a row that `shape` reads, where the third factor has the shape. */
export function shapeField(levels: readonly Level[], { shapes }: EstimationLook): SpecRow {
  return shapes.length > 0 ? { shape: levelText(levels[2] ?? null) } : {};
}
