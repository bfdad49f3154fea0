import { listWords } from "../util/list-words.js";
import type { Question } from "./question.js";
import { statisticsOf } from "./response-term.js";
import type { RunsView } from "./runs-view.js";

/** Names the columns that were taken for results, and so may vary among the runs, as nothing but their looks says so. */
export function resultWarnings(
  { results }: RunsView,
  { formula, factors, facets, ignored, seed }: Question,
): string[] {
  const named = [
    ...formula.responses.flatMap(statisticsOf),
    ...[...factors, ...facets].flatMap(({ columns }) => columns),
    ...ignored,
    ...(seed === undefined ? [] : [seed]),
  ];
  const others = results.filter((name) => !named.includes(name));
  if (others.length === 0) return [];
  const said =
    others.length === 1
      ? "was taken for a result by its name and values; where it is"
      : "were taken for results by their names and values; where one is";
  return [`${listWords(others)} ${said} a param, name it in the formula.`];
}
