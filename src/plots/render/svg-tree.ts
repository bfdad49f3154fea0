import { unescapeMarkup } from "../../util/markup.js";

/** An element of a drawing. */
export interface SvgElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (SvgElement | string)[];
}

const TOKEN = /<(\/?)([\w:]+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>|([^<]+)/g;
const ATTRIBUTE = /([\w:-]+)="([^"]*)"/g;

/** Reads SVG as Vega writes it: no comments, no entities but the five of XML, every attribute in double quotes. */
export function parseSvg(svg: string): SvgElement {
  const top: (SvgElement | string)[] = [];
  const open = [top];
  for (const [, close, name = "", attributes = "", empty, text] of svg.matchAll(TOKEN)) {
    if (text !== undefined) open.at(-1)?.push(unescapeMarkup(text));
    else if (close === "/") open.pop();
    else {
      const children: (SvgElement | string)[] = [];
      open.at(-1)?.push({ name, attributes: parseAttributes(attributes), children });
      if (empty !== "/") open.push(children);
    }
  }
  const [root] = top;
  if (root === undefined || typeof root === "string" || open.length !== 1)
    throw new Error("The drawing is no SVG.");
  return root;
}

/** All elements of a name, wherever they stand. */
export function elementsNamed(root: SvgElement, name: string): SvgElement[] {
  const inner = root.children.flatMap((child) =>
    typeof child === "string" ? [] : elementsNamed(child, name),
  );
  return root.name === name ? [root, ...inner] : inner;
}

/** The text in an element and all that it holds. */
export function textOf({ children }: SvgElement): string {
  return children.map((child) => (typeof child === "string" ? child : textOf(child))).join("");
}

function parseAttributes(text: string): Record<string, string> {
  return Object.fromEntries(
    Array.from(text.matchAll(ATTRIBUTE), ([, name = "", value = ""]) => [
      name,
      unescapeMarkup(value),
    ]),
  );
}
