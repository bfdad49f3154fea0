import { isCount, isHarmless } from "./harmless-value.js";
import { isLikely } from "./hidden-value.js";
import { hiddenExpression } from "./hidden-expression.js";
import { redactNamed } from "./redact-named.js";
import { redactProgramOptions } from "./redact-program-options.js";
import { redactUrls } from "./redact-url.js";
import { isKeyName, isSecretName, looksRandom, REDACTED } from "./secret-name.js";
import type { TextKind } from "./text-kind.js";
import { redactTokens } from "./token-shapes.js";

/** What a line must have for a closer look: most lines of a text have none of it. */
const SUSPECT = /pass|pw|secret|token|key|auth|cred|bearer|cookie|login|(?:pat|pin)\b/i;

const WHOLE_LINE =
  /^(?<start>\s{0,200}(?:- |export |set |setenv |ENV |ARG )?)(?<name>[A-Za-z_][\w. -]{0,80}?)(?<between>\s{0,20}[=:]\s{0,20})(?<value>[^\s"'`].*)$/;
/** The one assignment of a line of output. */
const WHOLE_MESSAGE =
  /^(?<start>\s{0,200})(?<name>[A-Za-z_][\w.-]{0,80}?)(?<between>\s{0,20}[=:]\s{0,20})(?<value>[^\s"'`[{(](?:(?!\w\s?[=:]).)*)$/;
/** `--password hunter2`, within the text of a command. */
const OPTION =
  /(?<![\w-])(?<name>--?[A-Za-z][\w.-]{0,80})(?<between>\s{1,20})(?<value>[^\s"'`-][^\s"'`]*|"[^"]*"?|'[^']*'?)/g;
/** `"HF_TOKEN", "…"`, as in a call that sets a variable, and `"--token", "…"` of a command in a list. */
const PAIR =
  /(?<name>\b[A-Z][A-Z0-9_]{1,80}|(?<![\w-])--?[A-Za-z][\w.-]{0,80})(?<between>["'],\s{0,4})(?<value>"(?!-)[^"]*"?|'(?!-)[^']*'?)/g;
/** `add_argument("--password", default="…")` */
const DEFAULT =
  /(?<![\w-])(?<name>--?[A-Za-z][\w.-]{0,80})(?<between>["'].{0,200}?\bdefault\s?[=:]\s?)(?<value>"[^"]*"?|'[^']*'?)/g;
const SCHEME = /\b(?<name>Bearer|Basic|Token)(?<between> {1,8})(?<value>[\w.~+/=-]{8,})/gi;
/** .netrc */
const LOGIN = /\b(?<name>password)(?<between> {1,8})(?<value>\S+)(?=\s{0,20}$)/g;

/** `A, PASSWORD = "…", "…"` of a program. */
const TARGETS =
  /^(\s{0,200}(?:(?:const|let|var) )?[[(]?(?:[A-Za-z_][\w.]{0,80}\s{0,9},\s{0,9}){1,20}[A-Za-z_][\w.]{0,80}[\])]?\s{0,9}=)(?!=)(.*)$/;

const BEFORE: Readonly<Record<TextKind, readonly RegExp[]>> = {
  program: [SCHEME],
  settings: [WHOLE_LINE, SCHEME],
  command: [SCHEME],
  output: [SCHEME, WHOLE_MESSAGE],
};
const AFTER: readonly RegExp[] = [PAIR, DEFAULT, OPTION];

/** False for most lines: nothing in them is a name of secrets. */
export function mayHoldSecret(line: string): boolean {
  return SUSPECT.test(line);
}

/**
 * A line of a text without secrets: what is assigned to a name of secrets, tokens of known shapes, credentials in
 * addresses.
 */
export function redactLine(line: string, kind: TextKind): string {
  const shaped = redactProgramOptions(redactTokens(redactUrls(line)));
  if (!mayHoldSecret(shaped)) return shaped;
  const replaced = (text: string, pattern: RegExp): string =>
    text.replace(pattern, (...match) => withoutValue(match, kind));
  const before = BEFORE[kind].reduce(replaced, kind === "program" ? ofTargets(shaped) : shaped);
  const after = AFTER.reduce(replaced, redactNamed(before, kind));
  return kind === "settings" ? replaced(after, LOGIN) : after;
}

function ofTargets(line: string): string {
  const [, targets = "", values = ""] = TARGETS.exec(line) ?? [];
  const isSecret = targets.split(/[^\w.]+/).some((name) => isSecretName(name));
  const hidden = isSecret ? hiddenExpression(values, true) : null;
  return hidden ? targets + hidden.text + values.slice(hidden.length) : line;
}

/** The groups of each pattern. */
interface FoundValue {
  readonly start?: string;
  readonly name: string;
  readonly between: string;
  readonly value: string;
}

function withoutValue(match: unknown[], kind: TextKind): string {
  const whole = match[0] as string;
  const { start, name, between, value } = match.at(-1) as FoundValue;
  if (!holdsSecret(name, between, value) || isHarmless(value) || isCount(name, value)) return whole;
  const quote = /^[a-zA-Z]{0,2}(["'`])/.exec(value)?.[1] ?? "";
  // a text of a program may be prose: `use --token to log in`
  if (kind === "program" && quote === "" && !isLikely(value)) return whole;
  return `${start ?? ""}${name}${between}${quote}${REDACTED}${quote}`;
}

function holdsSecret(name: string, between: string, value: string): boolean {
  if (isSecretName(name) || (isKeyName(name) && looksRandom(value))) return true;
  return /^(?:bearer|basic|token)$/i.test(name) && /^ +$/.test(between);
}
