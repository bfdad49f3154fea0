import { listWords } from "../../util/list-words.js";
import { nearestName } from "../../util/nearest-name.js";
import type { Language } from "./languages/language.js";
import { literalOf } from "./languages/languages.js";
import { type Cell, type Notebook, tagsOf } from "./notebook.js";
import { type Parameter, ParameterError } from "./parse-parameter.js";

/** The tag of the cell with the values by default, and that of the cell that follows it. */
const DEFAULTS = "parameters";
const INJECTED = "injected-parameters";

/** A notebook with its parameters set, and what a user should know of them. */
export interface Injection {
  readonly notebook: Notebook;
  readonly warnings: readonly string[];
}

/**
 * Sets parameters in a cell tagged `injected-parameters`: in the place of the one that an earlier run left, else below the
 * cell tagged `parameters`, else at the top.
 *
 * @throws ParameterError for a name that is no name in the language, and for one that is given twice.
 */
export function injectParameters(
  notebook: Notebook,
  parameters: readonly Parameter[],
  language: Language,
): Injection {
  checkNames(parameters, language);
  const { cells } = notebook;
  const defaults = tagged(cells, DEFAULTS);
  const earlier = tagged(cells, INJECTED);
  const place = earlier < 0 ? defaults + 1 : earlier;
  const id = cells[earlier]?.id ?? newId(cells);
  const injected: Cell = {
    cell_type: "code",
    id,
    metadata: cells[earlier]?.metadata ?? { tags: [INJECTED] },
    source: sourceOf(parameters, language, cells[defaults]?.source ?? ""),
    outputs: [],
    execution_count: null,
  };
  return {
    notebook: { ...notebook, cells: cells.toSpliced(place, earlier < 0 ? 0 : 1, injected) },
    warnings: warningsOf(parameters, cells[defaults]),
  };
}

function tagged(cells: readonly Cell[], tag: string): number {
  return cells.findIndex((cell) => cell.cell_type === "code" && tagsOf(cell).includes(tag));
}

function sourceOf(parameters: readonly Parameter[], language: Language, defaults: string): string {
  const lines = parameters.map(({ name, value }) =>
    language.assign(name, literalOf(value, language), defaults),
  );
  return [`${language.comment} Parameters`, ...lines].join("\n");
}

function checkNames(parameters: readonly Parameter[], { name: pattern, words }: Language): void {
  const seen = new Set<string>();
  for (const { name } of parameters) {
    if (!pattern.test(name) || words.has(name))
      throw new ParameterError(
        `${JSON.stringify(name)} is no name for a variable in the language of this notebook; rename the parameter.`,
      );
    if (seen.has(name))
      throw new ParameterError(`The parameter ${name} is given twice; give it once.`);
    seen.add(name);
  }
}

/** A misspelt parameter would change nothing, and nobody would notice. */
function warningsOf(parameters: readonly Parameter[], defaults: Cell | undefined): string[] {
  const names = parameters.map(({ name }) => name);
  if (!defaults)
    return [
      `no cell is tagged ${DEFAULTS}, so ${listWords(names)} went to the top, where a later cell may set the values again; tag the cell that sets them.`,
    ];
  const known = new Set(defaults.source.match(/[\p{L}_$.][\p{L}\p{N}_$.]*/gu));
  return names
    .filter((name) => !known.has(name))
    .map((name) => {
      const nearest = nearestName(name, known);
      const remedy = nearest ? `did you mean ${nearest}?` : "check its name.";
      return `the cell tagged ${DEFAULTS} does not mention ${name}; ${remedy}`;
    });
}

function newId(cells: readonly Cell[]): string {
  const ids = new Set(cells.map(({ id }) => id));
  for (let turn = 1; ; turn += 1) {
    const id = turn === 1 ? INJECTED : `${INJECTED}-${turn}`;
    if (!ids.has(id)) return id;
  }
}
