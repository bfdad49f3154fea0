import { REDACTED } from "./secret-name.js";

/** Where the words of a program have a password. */
interface PasswordPlaces {
  /** Options that take it as the next word. */
  readonly options?: readonly string[];
  /** One that it is joined to. */
  readonly joined?: string;
  /** True where what an option takes is `name:password`. */
  readonly isUser?: boolean;
  /** True where it is a word of its own. */
  readonly isWord?: boolean;
}

const CLIENT: PasswordPlaces = { joined: "-p" };
/** By program, or by the last two words that name one. */
const PROGRAMS: ReadonlyMap<string, PasswordPlaces> = new Map([
  ["sshpass", { options: ["-p"], joined: "-p" }],
  ["mysql", CLIENT],
  ["mysqldump", CLIENT],
  ["mysqladmin", CLIENT],
  ["mariadb", CLIENT],
  ["redis-cli", { options: ["-a"] }],
  ["curl", { joined: "-u", isUser: true }],
  ["wandb login", { isWord: true }],
  ["login", { options: ["-p"] }],
]);

/** True for most texts: none of the programs is in them. */
export function hasNoProgram(text: string): boolean {
  return !/\b(?:sshpass|mysql|mariadb|redis-cli|curl|login)/.test(text);
}

/** Knows the passwords that a program takes by what its words are, one after the other. */
export class PasswordOptions {
  #places: PasswordPlaces = {};
  #before = "";

  /** The next word without its password; null where it has none. */
  hide(word: string): string | null {
    const before = this.#before;
    this.#before = word;
    const name = baseName(word);
    const places = PROGRAMS.get(`${baseName(before)} ${name}`) ?? PROGRAMS.get(name);
    if (places) this.#places = places;
    return places || word.startsWith("$") ? null : this.#hidden(word, before);
  }

  #hidden(word: string, before: string): string | null {
    const { options = [], joined, isUser = false, isWord = false } = this.#places;
    if (options.includes(before)) return REDACTED;
    if (joined !== undefined && word.startsWith(joined) && word.length > joined.length)
      return isUser ? withoutUserPassword(word) : `${joined}${REDACTED}`;
    return isWord && !/^-|:\/\//.test(word) ? REDACTED : null;
  }
}

function baseName(word: string): string {
  return word.slice(word.lastIndexOf("/") + 1);
}

/** `name:password` without the password; null where there is none, as in `1000:1000`, a user's and a group's number. */
export function withoutUserPassword(word: string): string | null {
  const at = word.indexOf(":");
  if (at < 0 || /^\d+:\d+$/.test(word) || /^\$|^\w+:(?:\$|\/\/)/.test(word)) return null;
  return `${word.slice(0, at)}:${REDACTED}`;
}
