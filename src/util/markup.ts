const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const CHARACTERS = new Map(Object.entries(ENTITIES).map(([one, entity]) => [entity, one]));

/** Text made safe as content of HTML and SVG and inside a quoted attribute. */
export function escapeMarkup(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

/** The inverse of `escapeMarkup`. */
export function unescapeMarkup(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => CHARACTERS.get(entity)!);
}

/**
 * Text in which Markdown finds no HTML: what could begin a tag or a comment is escaped, and `a < b` stays as it is. An
 * entity, since a backslash would be undone by one that stands before it.
 */
export function escapeTags(text: string): string {
  return text.replace(/<(?=[a-z/!?])/gi, "&lt;");
}
