import type { Unit } from "./observe.js";

/** Units that were pooled over hidden factors or within blocks, and what a reader has to know of it. */
export interface Pooled {
  readonly units: readonly Unit[];
  /** For a subtitle: what was averaged over, and how. Empty where nothing was. */
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
}
