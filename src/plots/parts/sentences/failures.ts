import type { Comparison } from "../../../compare/comparison.js";
import { levelKey } from "../../../compare/level.js";
import type { Design, Failure } from "../../../compare/types.js";
import { countText } from "../../../util/count-text.js";
import { areBlockMeans, distinctBlocks, unitOfValues } from "./units.js";

/** How many runs failed, each counted once; where each seed is averaged, how many seeds that leaves out. Empty for none. */
export function failureSentence({ failures, design }: Comparison): string {
  if (failures.length === 0) return "";
  const unit = unitOfValues(design);
  if (unit === "run" || areBlockMeans(design)) {
    const outside = failures.filter((failure) => isOutside(failure, design)).length;
    // The sentence on these facets counts them.
    if (outside === failures.length) return "";
    const runs = new Set(failures.flatMap(runKeys)).size;
    const inAll = outside > 0 ? "In all, " : "";
    return `${inAll}${countText(runs, "run")} failed or ${runs === 1 ? "has" : "have"} no finite value`;
  }
  const blocks = distinctBlocks(failures);
  const cells = new Set(failures.map(placeKey)).size;
  const place = design.factors.length === 1 && design.facets.length === 0 ? "level" : "cell";
  const where = cells === 1 ? "" : ` at ${cells} ${place}s`;
  return `${countText(blocks, unit)} left out${where}, as a run of ${blocks === 1 ? "it" : "theirs"} failed or has no finite value`;
}

/** True for a run of a facet without a panel. */
function isOutside({ facets }: Failure, design: Pick<Design, "facets">): boolean {
  return design.facets.some(({ levels }, i) => !levels.includes(facets[i] ?? null));
}

/** A run that lacks several responses is one run; runs of several roots may have one id. */
function runKeys(failure: Failure): string[] {
  return failure.ids.map((id) => `${id} ${placeKey(failure)} ${levelKey([failure.block])}`);
}

function placeKey({ facets, levels }: Failure): string {
  return levelKey([...facets, ...levels]);
}
