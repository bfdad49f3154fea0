import { isCount, isHarmless } from "./harmless-value.js";
import { hiddenExpression } from "./hidden-expression.js";
import { bracketEnd, hiddenTexts, QUOTED } from "./hidden-texts.js";
import { isKeyName, isSecretName, looksRandom, REDACTED } from "./secret-name.js";
import type { TextKind } from "./text-kind.js";

/** A value under a name, and where it stands. */
export interface NamedValue {
  readonly name: string;
  /** What stands between the two; nothing in a call of `login`. */
  readonly between: string;
  /** The line from the value on, up to the end of the text that it stands in. */
  readonly rest: string;
  readonly kind: TextKind;
  /** True within a text of a program, which may be prose: `"token: a word"`. */
  readonly isInText: boolean;
}

/** What is written in the place of a value, and how long the value was. */
export interface HiddenValue {
  readonly text: string;
  readonly length: number;
}

const TEXT = new RegExp(
  `^(?:[a-zA-Z]{0,2}(?<quotes>"""|'''|\\\\{1,4}["'])(?<inner>.*?)(?:\\k<quotes>|$)|${QUOTED})`,
);
/** Up to the next space; of a member with its name in quotes, up to what ends it. */
const BARE = /^[^\s"'`&;|{][^\s"'`&;|]*/;
const BARE_MEMBER = /^[^\s"'`&;|{,}\]][^\s"'`&;|,}\]]*/;
const CLOSING = /[,)\]}\\]{1,9}$/;

/** The value without its secret; null where there is none. */
export function hiddenValue(value: NamedValue): HiddenValue | null {
  const { name, kind } = value;
  if (value.rest.startsWith(REDACTED)) return null;
  if (value.between === "" && kind !== "program") return null;
  if (isSecretName(name) || value.between === "") return secretValue(value);
  return isKeyName(name) ? randomValue(value) : null;
}

function secretValue(value: NamedValue): HiddenValue | null {
  const { name, rest } = value;
  if (isExpression(value)) return isCount(name, rest) ? null : hiddenExpression(rest);
  return quotedValue(value) ?? bracketedValue(value) ?? bareValue(value);
}

/** True where a program assigns, or gives to a call or a member: more than one literal may follow. */
function isExpression({ kind, between }: NamedValue): boolean {
  return kind === "program" && /^$|(?:^|[^=!<>])=\s*$|^["'`].*:\s*$/.test(between);
}

function quotedValue({ rest }: NamedValue): HiddenValue | null {
  const { 0: whole, groups } = TEXT.exec(rest) ?? {};
  if (whole === undefined) return null;
  const quote = groups?.["quotes"] ?? /["'`]/.exec(whole)![0];
  const inner = groups?.["inner"] ?? whole.slice(whole.indexOf(quote) + 1).replace(/["'`]$/, "");
  if (isHarmless(inner)) return null;
  return { text: `${quote}${REDACTED}${quote}`, length: whole.length };
}

function bracketedValue({ name, rest, kind, between, isInText }: NamedValue): HiddenValue | null {
  if (!/^[[({]/.test(rest) || /=>\s*$/.test(between)) return null;
  if (kind === "program" && !/^.\s{0,9}["'[({]/.test(rest)) return null;
  if (isInText && /^\{[^"'{}]{0,200}\}/.test(rest)) return null; // `f"token={token}"`
  const length = bracketEnd(rest);
  const value = rest.slice(0, length);
  if (isCount(name, value) || !/^(?:$|[\s,;:)\]}"'`\\])/.test(rest.slice(length))) return null;
  return { text: hiddenTexts(value, kind), length };
}

function bareValue({ name, rest, kind, between, isInText }: NamedValue): HiddenValue | null {
  if (kind === "program") return null;
  const pattern = /^\\{0,4}["']/.test(between) ? BARE_MEMBER : BARE;
  const whole = pattern.exec(rest)?.[0] ?? "";
  if (isHarmless(whole) || isCount(name, whole)) return null;
  const closing = CLOSING.exec(whole)?.[0] ?? "";
  const value = whole.slice(0, whole.length - closing.length);
  if (isInText && /\s$/.test(between) && !isLikely(value)) return null;
  return { text: `${REDACTED}${closing}`, length: whole.length };
}

/** Of prose, what is no common word. */
export function isLikely(value: string): boolean {
  return /\d/.test(value) || value.length >= 12;
}

/** A `key` is one of a table, unless its value is too random for that. */
function randomValue({ rest, kind }: NamedValue): HiddenValue | null {
  const [whole = "", quote = "", value = ""] = /^(\\{0,4}["'`]?)([\w+=-]{20,})\1/.exec(rest) ?? [];
  if ((quote === "" && kind === "program") || !looksRandom(value)) return null;
  return { text: `${quote}${REDACTED}${quote}`, length: whole.length };
}
