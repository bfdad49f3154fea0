import { redactText } from "./redact-text.js";
import { isSecretName, REDACTED } from "./secret-name.js";
import { redactValues, secretValues } from "./secret-values.js";

/** `--token=…`, `TOKEN=…`, `db.password=…`, and with the sign of a hyperparameter `--token~…`. */
const NAMED = /^(\+{0,2}-{0,2}[A-Za-z_][\w.-]*)(=~|[=~:])([^]*)$/;
const OPTION = /^-{1,2}[A-Za-z][\w.-]*$/;
/** `curl -u name:password` */
const USER_OPTION = /^(?:-u|--user|--proxy-user)$/;

/**
 * The words of a command without secrets: what follows an option such as `--password`, what is assigned to such a name,
 * tokens of known shapes, credentials in addresses. There are as many words as before.
 *
 * @param env - Values of its secret variables are taken out wherever they stand.
 */
export function redactCommand(
  words: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): string[] {
  const known = secretValues(env);
  return words.map((word, index) => redactValues(redactWord(word, words[index - 1] ?? ""), known));
}

function redactWord(word: string, before: string): string {
  if (OPTION.test(before) && isSecretName(before) && !OPTION.test(word)) return REDACTED;
  if (USER_OPTION.test(before) && word.includes(":"))
    return `${word.slice(0, word.indexOf(":"))}:${REDACTED}`;
  const [, name, sign, value] = NAMED.exec(word) ?? [];
  if (name === undefined || value === undefined) return redactText(word, "command");
  if (isSecretName(name)) return value === "" ? word : `${name}${sign}${REDACTED}`;
  return word.includes("://")
    ? redactText(word, "command")
    : `${name}${sign}${redactWord(value, "")}`;
}
