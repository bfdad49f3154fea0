import { formatDecimals, formatSignificant } from "../util/format-number.js";
import { familySize, type Findings } from "./findings.js";
import { isRatio } from "./transform.js";
import type { Contrast, Response } from "./types.js";
import { responseOf, seedsNeeded } from "./verdict.js";

/** Beyond this a number of seeds is no plan. */
const MOST_SEEDS = 1000;

/** How many seeds would settle what cannot be concluded; nothing where the spread is not known. */
export function seedsSentence(
  contrast: Contrast,
  { rule, differences, design }: Findings,
  show: (value: number) => string,
): string {
  const family = familySize(differences);
  const seeds = seedsNeeded(contrast, rule, family);
  if (Number.isNaN(seeds)) return "";
  const response = responseOf(contrast, rule);
  const many = replicateText(design.block);
  const { margin } = rule;
  if (margin !== undefined)
    return seeds > MOST_SEEDS
      ? ` Even if there is no difference, it would take more than ${MOST_SEEDS} ${many} to show that it is within the margin.`
      : ` If there is no difference, about ${seeds} ${many} would show with 80% chance that it is within the margin of ${margin}.`;
  if (seeds > MOST_SEEDS)
    return ` More than ${MOST_SEEDS} ${many} would be needed to see a difference so small; name the margin that matters to learn how many would do.`;
  const allowing = family > 1 ? `, allowing for ${family} contrasts,` : "";
  const width = reachText(sizeText(contrast, response, show), response);
  return ` About ${seeds} ${many} would narrow the interval${allowing} to ${width}, the size of the difference seen.`;
}

function replicateText(block: string | undefined): string {
  if (block === undefined) return "runs per level";
  return block.includes("seed") ? "seeds per level" : `values of ${block}`;
}

function reachText(size: string, response: Response): string {
  return isRatio(response) ? `a factor of ${size} each way` : `±${size}`;
}

function sizeText(
  { difference }: Contrast,
  response: Response,
  show: (value: number) => string,
): string {
  if (!isRatio(response)) return show(Math.abs(difference));
  const factor = Math.max(difference, 1 / difference);
  return factor < 1.1 ? formatDecimals(factor, 4) : formatSignificant(factor, 3);
}
