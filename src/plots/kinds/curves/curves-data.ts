import type { Design, Level, Response } from "../../../compare/types.js";

/** One run's history of the response. */
export interface Curve {
  /** Levels of `design.facets`, in their order. */
  readonly facets: readonly Level[];
  /** Levels of `design.factors`, in their order. */
  readonly levels: readonly Level[];
  /** The seed; null where there is none. */
  readonly seed: Level;
  /** The run's id. */
  readonly run: number;
  /** True where the run failed, so that its curve ends early. */
  readonly died: boolean;
  /** Ascending, each step once. */
  readonly step: ArrayLike<number>;
  /** One value per step; what is not finite is left out and counted. */
  readonly value: ArrayLike<number>;
}

/** Histories of one response, as a formula such as `val_loss ~ step + optimizer | hidden` arranges them. */
export interface CurveSet {
  readonly response: Pick<Response, "name" | "direction">;
  /** What the horizontal axis counts: `step`. */
  readonly step: string;
  /** True where a logarithmic axis is asked for; the option `y` goes before it. Default: false. */
  readonly isLog?: boolean;
  /**
   * The factors without the step: the first has the colour, the second the dash; the first level of each is the
   * control. Facets are columns, then rows.
   */
  readonly design: Pick<Design, "factors" | "facets" | "block" | "averagedOver" | "confidence"> &
    Partial<Pick<Design, "omitted">>;
  readonly curves: readonly Curve[];
}
