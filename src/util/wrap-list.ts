import { wrapWords } from "./wrap-words.js";

/** A heading with its items, `head: a, b, c`, in lines of at most `width` columns; items do not break. */
export function wrapList(head: string, items: readonly string[], width: number): string[] {
  const words = items.map((item, position) => (position < items.length - 1 ? `${item},` : item));
  return wrapWords([`${head}:`, ...words], width);
}
