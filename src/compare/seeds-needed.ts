import type { ColumnTable } from "arquero";
import { contrastPlaces, toTable } from "./tables.js";
import { isRatio } from "./transform.js";
import type { Contrast, Design } from "./types.js";
import { responseOf, seedsNeeded } from "./verdict.js";

/** The table behind `Comparison.seedsNeeded`. */
export function seedsNeededTable(
  { design, differences }: { readonly design: Design; readonly differences: readonly Contrast[] },
  margin: number | undefined,
): ColumnTable {
  const { confidence, responses } = design;
  const rule = { confidence, margin, responses };
  const family = differences.filter(({ p }) => !Number.isNaN(p)).length;
  const sizeOf = (contrast: Contrast): number => {
    const { difference } = contrast;
    return isRatio(responseOf(contrast, rule))
      ? Math.max(difference, 1 / difference)
      : Math.abs(difference);
  };
  return toTable<Contrast>(differences, [
    ...contrastPlaces(design),
    { name: "margin", value: (contrast) => margin ?? sizeOf(contrast) },
    { name: "n", value: ({ n }) => n },
    { name: "seeds", value: (contrast) => seedsNeeded(contrast, rule, family) },
  ]);
}
