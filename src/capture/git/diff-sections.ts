/** The part of a diff that is about one file. */
export interface DiffSection {
  /** Relative to the repository. */
  readonly path: string;
  readonly text: string;
}

/** Takes a diff of git's apart. A file whose time alone has changed has a section without content, which is left out. */
export function diffSections(diff: string): DiffSection[] {
  return diff
    .split(/^(?=diff --)/m)
    .filter((text) => text.startsWith("diff --") && text.indexOf("\n") < text.length - 1)
    .map((text) => ({ path: pathOf(text.slice(0, text.indexOf("\n"))), text }));
}

/** From `diff --git a/x b/x`: without renames, both names are the same. */
function pathOf(header: string): string {
  const names = header.replace(/^diff --(?:git|cc|combined) /, "");
  if (!header.startsWith("diff --git ")) return names;
  const second = names.slice(names.length / 2 + 1);
  return second.replace(/^"?b\//, "").replace(/"$/, "");
}
