import { isCount } from "./harmless-value.js";
import { depthOf, hiddenTexts } from "./hidden-texts.js";
import { nextPlace } from "./named-place.js";
import { isSecretName, REDACTED } from "./secret-name.js";
import type { TextKind } from "./text-kind.js";

/** A value of a secret that goes on in the lines that follow. */
export interface OpenValue {
  /** The line without the value's part in it, and whether the value goes on after it; null where it ended before. */
  redact(line: string): { readonly text: string; readonly isOpen: boolean } | null;
}

/** In characters; a longer line is data. */
const LIMIT = 4000;
/** The end of what is set to something bare, or to what stands in the lines below, as YAML has it. */
const BELOW = /^(?:[|>][-+\d]{0,2})?\s*(?:#.*)?$/;
const START = /^(\s*(?:- +)*(?:[\w.-]+: +)?(?:[|>][-+\d]{0,2}$)?)(.*)$/;

/** The value under a name of secrets that a line begins and does not end; null where there is none. */
export function openedValue(line: string, kind: TextKind): OpenValue | null {
  if (line.length > LIMIT) return null;
  for (let place = nextPlace(line, 0); place; place = nextPlace(line, place.nameEnd)) {
    const { name, between, valueAt } = place;
    const isLogin = between === "" && kind === "program";
    if (!isLogin && !isSecretName(name)) continue;
    const opened = opens(line, { name, between, kind, rest: line.slice(valueAt) });
    if (opened) return opened;
  }
  return null;
}

interface Beginning {
  readonly name: string;
  readonly between: string;
  readonly rest: string;
  readonly kind: TextKind;
}

function opens(line: string, { name, between, rest, kind }: Beginning): OpenValue | null {
  if (!isAssignment(between, kind)) return null;
  const quote = openQuote(rest, kind);
  if (quote !== undefined) return quotedValue(quote);
  if (/^[[({]/.test(rest)) {
    const depth = depthOf(rest);
    return depth > 0 ? bracketedValue(name, depth, kind) : null;
  }
  if (/^\\\s*$/.test(rest)) return continuedValue(kind);
  if (kind === "program") return rest === "" ? continuedValue(kind) : null;
  return between.includes(":") && BELOW.test(rest)
    ? indentedValue(name, line.search(/[^\s-]/), /^[|>]/.test(rest))
    : null;
}

/** `token => {` and `if token == (` of a program assign nothing. */
function isAssignment(between: string, kind: TextKind): boolean {
  return kind !== "program" || /^$|(?:^|[^=!~])[=:]\s*$/.test(between);
}

function openQuote(rest: string, kind: TextKind): string | undefined {
  const signs = kind === "program" ? /^[a-zA-Z]{0,2}("""|'''|`)/ : /^("""|'''|["'`])/;
  const [whole = "", quote] = signs.exec(rest) ?? [];
  return quote !== undefined && endOf(quote, rest.slice(whole.length)) < 0 ? quote : undefined;
}

/** Where a text in quotes ends; -1 where it goes on. */
function endOf(quote: string, text: string): number {
  for (let at = 0; at < text.length; at += text[at] === "\\" ? 2 : 1)
    if (text.startsWith(quote, at)) return at;
  return -1;
}

function quotedValue(quote: string): OpenValue {
  return {
    redact: (line) => {
      const end = endOf(quote, line);
      return end < 0
        ? { text: REDACTED, isOpen: true }
        : { text: `${REDACTED}${line.slice(end)}`, isOpen: false };
    },
  };
}

function bracketedValue(name: string, before: number, kind: TextKind): OpenValue {
  let depth = before;
  return {
    redact: (line) => {
      depth += depthOf(line);
      return { text: isCount(name, line) ? line : hiddenTexts(line, kind), isOpen: depth > 0 };
    },
  };
}

function continuedValue(kind: TextKind): OpenValue {
  return {
    redact: (line) => ({ text: hiddenTexts(line, kind), isOpen: /\\\s*$/.test(line) }),
  };
}

/** @param isText - True where every line is one of the text itself. */
function indentedValue(name: string, indent: number, isText: boolean): OpenValue {
  return {
    redact: (line) => {
      if (line.trim() === "") return { text: line, isOpen: true };
      const isItem = indentOf(line) === indent && /^\s*- /.test(line);
      if (indentOf(line) <= indent && !isItem) return null;
      if (isText) return { text: `${line.slice(0, indentOf(line))}${REDACTED}`, isOpen: true };
      const [, start = "", value = ""] = START.exec(line) ?? [];
      const isKept = value === "" || isCount(name, value) || /^#|:\s*$/.test(value);
      return { text: isKept ? line : `${start}${REDACTED}`, isOpen: true };
    },
  };
}

function indentOf(line: string): number {
  return line.search(/\S|$/);
}
