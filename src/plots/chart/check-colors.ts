import { shownValue } from "../../util/check-options.js";
import { CeterisError } from "../../util/error.js";
import { listWords } from "../../util/list-words.js";
import { nearestName } from "../../util/nearest-name.js";
import { vegaRuntime } from "../render/vega-runtime.js";

/** More levels than this are not listed in a sentence. */
const MOST_LISTED = 8;

/**
 * Checks the colours that a caller fixed. A name that is no level of these runs is let pass, since figures of one paper share
 * their colours, but not where it is nearly that of a level without a colour, or where no name is a level.
 *
 * @param colors - by the texts of levels
 * @param levels - the texts of all levels that are drawn
 * @throws CeterisError CHART for what is no colour, or a name that is meant for another one
 */
export function checkColors(
  colors: Readonly<Record<string, unknown>>,
  levels: readonly string[],
): void {
  const names = Object.keys(colors);
  for (const name of names) {
    const colour = colors[name];
    if (!isColour(colour)) throw noColour(name, colour);
    const nearest = levels.includes(name) ? undefined : nearestName(name, levels);
    if (nearest !== undefined && !names.includes(nearest))
      throw noLevel(name, `did you mean ${nearest}?`);
  }
  const [first] = names;
  if (first !== undefined && levels.length > 0 && !names.some((name) => levels.includes(name)))
    throw noLevel(first, listedLevels(levels));
}

/** True for the colours of CSS that every renderer knows: names, `#rgb`, `#rrggbb`, `rgb(…)`, `hsl(…)`. */
function isColour(colour: unknown): colour is string {
  if (typeof colour !== "string") return false;
  return Number.isFinite(vegaRuntime().vega.expressionFunction("rgb")(colour).r);
}

function noColour(name: string, colour: unknown): CeterisError {
  return new CeterisError(
    "CHART",
    `The colour of ${name} is ${shownValue(colour)}; give a colour of CSS, such as "#0072b2", "tomato" or "rgb(0, 114, 178)".`,
  );
}

function noLevel(name: string, remedy: string): CeterisError {
  return new CeterisError("CHART", `The option colors names ${name}, which is no level; ${remedy}`);
}

function listedLevels(levels: readonly string[]): string {
  const shown = levels.slice(0, MOST_LISTED);
  const rest = levels.length - shown.length;
  return `there are ${listWords(rest > 0 ? [...shown, `${rest} more`] : shown)}.`;
}
