import type * as Typescript from "@tslab/typescript-for-tslab";

/** How an inspection heads what a comment says under a tag; other tags by their own name. */
const HEADINGS: Readonly<Record<string, string>> = {
  param: "Parameter",
  typeParam: "Type parameter",
  template: "Type parameter",
  returns: "Returns:",
  return: "Returns:",
  throws: "Throws:",
  example: "Example:",
  default: "Default:",
  defaultValue: "Default:",
  deprecated: "Deprecated:",
  see: "See:",
};

/** The type of what is inspected, its comment, and the comment's tags. */
export function infoText({ displayParts, documentation, tags = [] }: Typescript.QuickInfo): string {
  const comment = textOf(documentation);
  const sections = tags.map(tagText);
  return [typeText(textOf(displayParts)), ...(comment ? [comment] : []), sections.join("\n")]
    .filter((section) => section !== "")
    .join("\n\n");
}

/** Without TypeScript's remark that the name was imported. */
function typeText(text: string): string {
  return text.replace(/^\(alias\) /, "").replace(/\nimport [^\n]*$/, "");
}

function tagText({ name, text }: Typescript.JSDocTagInfo): string {
  const content = textOf(text).trim();
  const heading = HEADINGS[name] ?? `@${name}`;
  if (content === "") return heading.replace(/:$/, "");
  if (name === "example" && content.includes("\n")) return `${heading}\n${content}`;
  return `${heading} ${heading.endsWith("arameter") ? ofParameter(content) : content}`;
}

/** Sets the parameter's name off from what is said of it. */
function ofParameter(content: string): string {
  return content.replace(/^(\S+)\s+(?:-\s+)?/, "$1: ");
}

function textOf(parts: readonly Typescript.SymbolDisplayPart[] = []): string {
  return parts.map(({ text }) => text).join("");
}
