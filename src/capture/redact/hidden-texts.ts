import { REDACTED } from "./secret-name.js";
import type { TextKind } from "./text-kind.js";

/** A text in quotes; one without an end goes to the end of the line. */
export const QUOTED: string = `[a-zA-Z]{0,2}(?:"(?:[^"\\\\]|\\\\.)*"?|'(?:[^'\\\\]|\\\\.)*'?|\`(?:[^\`\\\\]|\\\\.)*\`?)`;
const STRINGS = new RegExp(QUOTED, "g");
const SIGNS = new RegExp(`${QUOTED}|[[({]|[\\])}]`, "g");

/** A list or a mapping without its texts, names of members aside; of a program only literals are texts. */
export function hiddenTexts(line: string, kind: TextKind): string {
  const text = line.replace(STRINGS, (quoted: string, at: number) =>
    isMember(line, at + quoted.length) ? quoted : `"${REDACTED}"`,
  );
  if (kind === "program" || text !== line || text.includes(REDACTED)) return text;
  return line.replace(/[^\s[\](){},:\\]{3,}(?!\s*[:=\w])/g, REDACTED);
}

/** True for a text in quotes that is the name of a member: a sign follows. */
export function isMember(line: string, end: number): boolean {
  return /^\s{0,20}[:=]/.test(line.slice(end, end + 30));
}

/** How many brackets more a text opens than it closes. */
export function depthOf(text: string): number {
  return [...text.matchAll(SIGNS)].reduce((depth, [sign]) => depth + stepOf(sign), 0);
}

/** Where the bracket that a text begins with is closed; its length where it is not. */
export function bracketEnd(text: string): number {
  let depth = 0;
  for (const { 0: sign, index } of text.matchAll(SIGNS)) {
    depth += stepOf(sign);
    if (depth === 0) return index + sign.length;
  }
  return text.length;
}

function stepOf(sign: string): number {
  if (/^[[({]/.test(sign)) return 1;
  return /^[\])}]/.test(sign) ? -1 : 0;
}
