import { isLikely } from "./hidden-value.js";
import { hasNoProgram, PasswordOptions, withoutUserPassword } from "./password-options.js";

/** What may be a word of a command in a text, and what ends the command. */
const WORD = /-p(?:"[^"]+"|'[^']+')|[^\s"'`,;|&()[\]{}<>]+|[;|&]/g;
/** `-u name:password`, and as words of a list. */
const USER =
  /(?<![\w-])(?<option>-u|--user|--proxy-user|--login)(?<between>["'],\s{0,4}|[ =]\s{0,9})(?<quote>["']?)(?<user>[\w.@+-]{1,80}:(?:(?<=["'][\w.@+-]{1,80}:)(?:(?!\k<quote>).)+|[^\s"'`]+))/g;

/** A text without the passwords that known programs take in their options: `mysql -p…`, `curl -u name:…`. */
export function redactProgramOptions(line: string): string {
  const text = /-u|-user|--login/.test(line) ? line.replace(USER, withoutPassword) : line;
  return hasNoProgram(text) ? text : redactWords(text);
}

function withoutPassword(whole: string, ...match: unknown[]): string {
  const { option, between, quote, user } = match.at(-1) as Readonly<Record<string, string>>;
  const redacted = withoutUserPassword(user!);
  return redacted === null ? whole : `${option}${between}${quote}${redacted}`;
}

function redactWords(line: string): string {
  let options = new PasswordOptions();
  let redacted = "";
  let done = 0;
  for (const { 0: word, index } of line.matchAll(WORD)) {
    if (index < done) continue;
    if (/^[;|&]/.test(word)) options = new PasswordOptions();
    const hidden = options.hide(word);
    // prose: `wandb login first`
    if (hidden === null || (!word.startsWith("-") && !isLikely(word))) continue;
    redacted += line.slice(done, index) + hidden;
    done = endOf(line, index, word);
  }
  return redacted + line.slice(done);
}

/** A word in quotes ends with them. */
function endOf(line: string, index: number, word: string): number {
  const before = line[index - 1] ?? "";
  const end = /["']/.test(before) ? line.indexOf(before, index) : -1;
  return Math.max(end, index + word.length);
}
