const ENTITIES: readonly (readonly [string, string])[] = [
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
];

/** Text as it stands between tags or in a quoted attribute of HTML and SVG. */
export function escapeMarkup(text: string): string {
  return ENTITIES.reduce((out, [character, entity]) => out.replaceAll(character, entity), text);
}

/** The inverse of `escapeMarkup`. */
export function unescapeMarkup(text: string): string {
  return ENTITIES.toReversed().reduce(
    (out, [character, entity]) => out.replaceAll(entity, character),
    text,
  );
}
