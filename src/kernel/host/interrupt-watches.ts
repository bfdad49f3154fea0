import { endWatches } from "../../index/watch.js";
import { displayHost } from "./host.js";

/** Has an interrupt of the cell end the watches that it began: the loop over one may be gone, and nobody asks it. */
export function interruptWatches(): void {
  endWatches(() => displayHost()?.interrupted);
}
