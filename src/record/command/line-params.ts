import type { Item } from "./command-words.js";
import { wordValue } from "./word-value.js";

/** The params of a command line, in its order, and which of them are hyperparameters. */
export interface LineParams {
  readonly params: Readonly<Record<string, unknown>>;
  readonly hyperparameters: readonly string[];
}

/** Makes params of the items of a line: an option that is given again has a list of values. */
export function lineParams(items: readonly Item[]): LineParams {
  const params = new Map<string, unknown[]>();
  for (const item of items) {
    if (item.name === undefined) continue;
    params.set(item.name, [...(params.get(item.name) ?? []), ...itemValues(item)]);
  }
  const marked = items.filter(({ isMarked }) => isMarked).map(({ name }) => name!);
  return {
    params: Object.fromEntries(
      [...params].map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
    ),
    hyperparameters: [...new Set(marked)],
  };
}

function itemValues({ option, texts }: Item): unknown[] {
  if (texts.length > 0) return texts.map(wordValue);
  return [!option!.startsWith("--no-")];
}
