import type { Unit } from "./observe.js";
import type { Level } from "./types.js";

/** Units that were pooled over hidden factors or within blocks, and what a reader has to know of it. */
export interface Pooled {
  readonly units: readonly Unit[];
  /** For a subtitle: what was averaged over, and how. Empty where nothing was. */
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
  /** Those of the warnings that a chart has to show as well: what is not in the picture. */
  readonly omitted?: readonly string[];
  /** Facets of the panels that were left with nothing. */
  readonly uncommon?: readonly (readonly Level[])[];
}
