import { drawn, quantity } from "../marks/encode.js";
import type { SpecPart, SpecRow } from "../render/spec.js";
import { CAP, MEAN_MARK, RULE_WIDTH } from "../look/theme.js";

/** An estimate with its interval; ends that are no numbers are not drawn. */
export type MeanRow = SpecRow & { readonly lower: number; readonly upper: number };

/** How estimates are drawn. */
export interface MeansLook {
  /** The axis of values. */
  readonly along: "x" | "y";
  /** The field of the estimate. */
  readonly centre: string;
  /** The other axis, and whatever tells levels apart. */
  readonly encoding: SpecPart;
  /** For the mark of the estimate alone. */
  readonly shape: SpecPart | undefined;
  readonly tooltip: readonly SpecPart[];
  /** True where intervals may reach beyond the axis. */
  readonly clip?: boolean;
}

/**
 * Estimates with their intervals: the mark of the estimate, and over it a rule with a cap at each end, so that an
 * interval can be seen that is shorter than the mark.
 */
export function meanLayers(rows: readonly MeanRow[], look: MeansLook): SpecPart[] {
  const { along, centre, encoding, shape, tooltip, clip = false } = look;
  const clipped = clip ? { clip } : {};
  const bounded = rows.filter(
    ({ lower, upper }) => Number.isFinite(lower) && Number.isFinite(upper),
  );
  const caps = bounded.flatMap((row) => [
    { ...row, end: row.lower },
    { ...row, end: row.upper },
  ]);
  const own = { ...encoding, tooltip };
  const orient = along === "x" ? "vertical" : "horizontal";
  return [
    drawn(rows, { mark: MEAN_MARK, encoding: { ...own, [along]: quantity(centre), shape } }),
    drawn(bounded, {
      mark: { type: "rule", strokeWidth: RULE_WIDTH, ...clipped },
      encoding: { ...own, [along]: quantity("lower"), [`${along}2`]: { field: "upper" } },
    }),
    drawn(caps, {
      mark: { type: "tick", orient, ...CAP, opacity: 1, ...clipped },
      encoding: { ...own, [along]: quantity("end") },
    }),
  ];
}
