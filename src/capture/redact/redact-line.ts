import { redactUrls } from "./redact-url.js";
import { isPluralName, isSecretName, REDACTED } from "./secret-name.js";
import { redactTokens } from "./token-shapes.js";

/** What a line must have for a closer look: most lines of a text have none of it. */
const SUSPECT = /pass|pw|secret|token|key|auth|cred|bearer|cookie/i;

export const QUOTED: string = `[a-zA-Z]{0,2}(?:"(?:[^"\\\\]|\\\\.)*"?|'(?:[^'\\\\]|\\\\.)*'?|\`(?:[^\`\\\\]|\\\\.)*\`?)`;
export const NAME: string = `(?<![\\w.$-])(?<name>[A-Za-z_$-][\\w.$-]{0,200})`;
/** What may stand between a name and its value: the end of its quotes and brackets, a type, and the sign. */
export const BETWEEN: string = `(?<between>["'\\]\`]{0,3}\\s{0,20}(?::\\s{0,4}[\\w.]{1,40}(?:\\[[\\w., |]{1,40}\\])?(?:\\s?\\|\\s?\\w{1,20})?\\s{0,4}(?==))?(?:=>|:=|\\?\\?=|\\|\\|=|={1,3}~?|!==?|:|~)\\s{0,20})`;

const LITERAL = new RegExp(
  `${NAME}${BETWEEN}(?<value>(?:"""|''').*|[[({]\\s{0,9}(?=["'])(?:${QUOTED}|[^\\])}])*[\\])}]?|${QUOTED})`,
  "g",
);
/** Settings have their values bare too: to the end of the line in a file of them, else up to the next space. */
const BARE = new RegExp(`${NAME}${BETWEEN}(?<value>[^\\s"'\`&;|{][^\\s"'\`&;|]*)`, "g");
const WHOLE_LINE =
  /^(?<start>\s{0,200}(?:- |export |set |setenv |ENV |ARG )?)(?<name>[A-Za-z_][\w. -]{0,80}?)(?<between>\s{0,20}[=:]\s{0,20})(?<value>[^\s"'`].*)$/;
/** `--password hunter2`, within the text of a command. */
const OPTION =
  /(?<![\w-])(?<name>--?[A-Za-z][\w.-]{0,80})(?<between>\s{1,20})(?<value>[^\s"'`-][^\s"'`]*|"[^"]*"?|'[^']*'?)/g;
/** `"HF_TOKEN", "…"`, as in a call that sets a variable. */
const PAIR = /(?<name>\b[A-Z][A-Z0-9_]{1,80})(?<between>["'],\s{0,4})(?<value>"[^"]*"?|'[^']*'?)/g;
/** `add_argument("--password", default="…")` */
const DEFAULT =
  /(?<![\w-])(?<name>--?[A-Za-z][\w.-]{0,80})(?<between>["'].{0,200}?\bdefault\s?[=:]\s?)(?<value>"[^"]*"?|'[^']*'?)/g;
const SCHEME = /\b(?<name>Bearer|Basic|Token)(?<between> {1,8})(?<value>[\w.~+/=-]{8,})/gi;
/** .netrc */
const LOGIN = /\b(?<name>password)(?<between> {1,8})(?<value>\S+)(?=\s{0,20}$)/g;

/**
 * What a text is: in a program, a value that is no literal is an expression and stays; in settings, a value goes to the end
 * of its line; in a command, to the next space.
 */
export type TextKind = "program" | "settings" | "command";

const PATTERNS: Readonly<Record<TextKind, readonly RegExp[]>> = {
  program: [LITERAL, PAIR, DEFAULT, SCHEME],
  settings: [WHOLE_LINE, LITERAL, PAIR, DEFAULT, SCHEME, BARE, OPTION, LOGIN],
  command: [LITERAL, PAIR, DEFAULT, SCHEME, BARE, OPTION],
};

/** False for most lines: nothing in them is a name of secrets. */
export function mayHoldSecret(line: string): boolean {
  return SUSPECT.test(line);
}

/**
 * A line of a text without secrets: what is assigned to a name of secrets, tokens of known shapes, credentials in
 * addresses.
 */
export function redactLine(line: string, kind: TextKind): string {
  const shaped = redactTokens(redactUrls(line));
  if (!mayHoldSecret(shaped)) return shaped;
  return PATTERNS[kind].reduce((text, pattern) => text.replace(pattern, withoutValue), shaped);
}

/** The groups of each pattern. */
interface FoundValue {
  readonly start?: string;
  readonly name: string;
  readonly between: string;
  readonly value: string;
}

function withoutValue(...match: unknown[]): string {
  const { start, name, between, value } = match.at(-1) as FoundValue;
  if (!holdsSecret(name, between) || isHarmless(value) || isCount(name, value))
    return match[0] as string;
  const quote = /^[a-zA-Z]{0,2}(["'`])/.exec(value)?.[1] ?? "";
  return `${start ?? ""}${name}${between}${quote}${REDACTED}${quote}`;
}

function holdsSecret(name: string, between: string): boolean {
  return isSecretName(name) || (/^(?:bearer|basic|token)$/i.test(name) && /^ +$/.test(between));
}

/** `tokens: 1e9`, `tokens = [1, 2]` */
export function isCount(name: string, value: string): boolean {
  return isPluralName(name) && /^[-+\d.,_eE[\](){}\s]+$/.test(value);
}

/** Nothing, or what only says that there is none. */
function isHarmless(value: string): boolean {
  return /^(?:|["'`]{2}|["'`]?\[redacted\].*|none|null|true|false|undefined|~)[,;)]*$/i.test(value);
}
