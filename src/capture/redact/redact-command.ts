import { isCount } from "./harmless-value.js";
import { PasswordOptions, withoutUserPassword } from "./password-options.js";
import { redactText } from "./redact-text.js";
import { isKeyName, isSecretName, looksRandom, REDACTED } from "./secret-name.js";
import { redactValues, secretValues } from "./secret-values.js";

/** `--token=…`, `TOKEN=…`, `db.password=…`, and with the sign of a hyperparameter `--token~…`. */
const NAMED = /^(\+{0,2}-{0,2}[A-Za-z_][\w.-]*)(=~|[=~:])([^]*)$/;
const OPTION = /^-{1,2}[A-Za-z][\w.-]*$/;
/** What ends the words of an option: the next one, or an assignment. */
const NEXT = /^-|^[A-Za-z_][\w.]*=./;
/** `curl -u name:password` */
const USER_OPTION = /^(?:-u|--user|--proxy-user|--login)$/;

/**
 * The words of a command without secrets: what follows an option such as `--password` up to the
 * next option, what is assigned to such a name,
 * tokens of known shapes, credentials in addresses. There are as many words as before.
 *
 * @param env - Values of its secret variables are taken out wherever they stand.
 */
export function redactCommand(
  words: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): string[] {
  const known = secretValues(env);
  const options = new PasswordOptions();
  let secret: string | null = null;
  return words.map((word, index) => {
    const before = words[index - 1] ?? "";
    const hidden = options.hide(word);
    secret = secretOption(word, before, secret);
    if (secret !== null) return isCount(secret, word) ? word : REDACTED;
    return redactValues(hidden ?? redactWord(word, before), known);
  });
}

/** The option of secrets that a word belongs to; null where there is none. */
function secretOption(word: string, before: string, secret: string | null): string | null {
  if (OPTION.test(word)) return null;
  if (OPTION.test(before)) return isSecretName(before) ? before : null;
  return NEXT.test(word) ? null : secret;
}

function redactWord(word: string, before: string): string {
  if (USER_OPTION.test(before)) return withoutUserPassword(word) ?? redactText(word, "command");
  if (isKeyName(before) && looksRandom(word)) return REDACTED;
  const [, name, sign, value] = NAMED.exec(word) ?? [];
  if (name === undefined || value === undefined) return redactText(word, "command");
  if (isSecretName(name) || (isKeyName(name) && looksRandom(value)))
    return value === "" || isCount(name, value) ? word : `${name}${sign}${REDACTED}`;
  const user = USER_OPTION.test(name) ? withoutUserPassword(value) : null;
  if (user !== null) return `${name}${sign}${user}`;
  return word.includes("://")
    ? redactText(word, "command")
    : `${name}${sign}${redactWord(value, "")}`;
}
