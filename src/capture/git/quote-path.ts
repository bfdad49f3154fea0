const ESCAPES: Readonly<Record<string, string>> = {
  "\t": "\\t",
  "\n": "\\n",
  "\r": "\\r",
  '"': '\\"',
  "\\": "\\\\",
};

// oxlint-disable-next-line no-control-regex -- these are what git quotes
const SPECIAL = /["\\\u0000-\u001f\u007f]/g;

/** A path as git writes it in a diff: quoted as in C where it has characters that would break the line. */
export function quotePath(path: string): string {
  const quoted = path.replace(SPECIAL, (character) => ESCAPES[character] ?? octal(character));
  return quoted === path ? path : `"${quoted}"`;
}

function octal(character: string): string {
  return `\\${character.charCodeAt(0).toString(8).padStart(3, "0")}`;
}
