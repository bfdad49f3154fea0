import { isMember, QUOTED } from "./hidden-texts.js";
import { isHarmless } from "./harmless-value.js";
import { isSecretName, REDACTED } from "./secret-name.js";

const PART = new RegExp(
  `(?<text>[a-zA-Z]{0,2}"""[^]*?(?:"""|$)|[a-zA-Z]{0,2}'''[^]*?(?:'''|$)|${QUOTED})|(?<opening>[[({])|(?<closing>[\\])}])|(?<end>[,;#])|[^"'\`[\\](){},;#]{1,100}`,
  "y",
);
/** In characters: so far the first literal is looked for. */
const LIMIT = 200;
/** A text follows an operator; what follows a word or a bracket is the end of a text around the expression. */
const BEFORE_TEXT = /(?:^|[^\w)\]}])[bfru]{0,2}$/i;
const CALLEE = /[\w)\]]$/;
/** `SecretStr("…")` */
const WRAPPER = /\b(?:str|bytes|[A-Z]\w{0,80})$/;

/**
 * An expression of a program without the literals that it may have as its value: `get("NAME") or "secret"` loses the last
 * one, as what is given to a function, or looked up, is none. Null where there are none.
 *
 * @param isTuple - True where more expressions may follow after a comma.
 */
export function hiddenExpression(
  rest: string,
  isTuple = false,
): { text: string; length: number } | null {
  const isLiteral: boolean[] = []; // of the brackets that are open
  let kept = "";
  let at = 0;
  let isHidden = false;
  while (at < rest.length && (isHidden || at < LIMIT)) {
    PART.lastIndex = at;
    const { 0: sign, groups } = PART.exec(rest)!;
    const before = rest.slice(Math.max(0, at - 100), at);
    const isWithin = isLiteral.length > 0;
    if (!isWithin && !(isTuple && sign === ",") && endsHere(groups!, before)) break;
    if (groups!["opening"]) isLiteral.push((isLiteral.at(-1) ?? true) && opensLiteral(before));
    if (groups!["closing"]) isLiteral.pop();
    at += sign.length;
    const isValue =
      groups!["text"] && (isLiteral.at(-1) ?? true) && !(isWithin && isMember(rest, at));
    const part = isValue ? hidden(sign) : sign;
    isHidden ||= part !== sign;
    kept += part;
  }
  return isHidden ? { text: kept, length: at } : null;
}

function endsHere(
  { text, closing, end }: Readonly<Record<string, string | undefined>>,
  before: string,
): boolean {
  if (text !== undefined) return !BEFORE_TEXT.test(before);
  return closing !== undefined || end !== undefined;
}

function opensLiteral(before: string): boolean {
  if (!CALLEE.test(before)) return true;
  const [name] = WRAPPER.exec(before) ?? [];
  return name !== undefined && (/^[a-z]/.test(name) || isSecretName(name));
}

function hidden(text: string): string {
  const quote = /["'`]/.exec(text)![0];
  return isHarmless(text) ? text : `${quote}${REDACTED}${quote}`;
}
