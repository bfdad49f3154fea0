import { isCount } from "../../capture/redact/harmless-value.js";
import { redactCommand } from "../../capture/redact/redact-command.js";
import { isSecretName, REDACTED } from "../../capture/redact/secret-name.js";
import { itemWords, lineWords, type CommandWords, type Item } from "./command-words.js";

/** A command line with `[redacted]` in the place of every secret: what may be recorded of it. */
export function redactWords(line: CommandWords): CommandWords {
  const words = redactCommand(lineWords(line));
  let at = line.program.length;
  const items = line.items.map((item) => {
    const { length } = itemWords(item);
    at += length;
    return redactItem(item, words.slice(at - length, at));
  });
  return { program: words.slice(0, line.program.length), items };
}

/** @param words - The item's own, redacted. */
function redactItem(item: Item, words: readonly string[]): Item {
  const { name = "", option, prefix, texts } = item;
  if (option !== undefined && words[0] !== option) return nameless(item, words);
  if (texts.length === 0) return item;
  if (isSecretName(name))
    return { ...item, texts: texts.map((text) => (isCount(name, text) ? text : REDACTED)) };
  const values = option === undefined ? words : words.slice(1);
  return {
    ...item,
    texts: values.map((word, i) => (i === 0 ? withoutPrefix(word, prefix) : word)),
  };
}

/** An option that holds a secret itself, as in `mysql -pSECRET`: its name would tell it. */
function nameless(item: Item, [option, ...texts]: readonly string[]): Item {
  return { ...item, name: undefined, isMarked: false, option, texts };
}

function withoutPrefix(word: string, prefix: string): string {
  return word.startsWith(prefix) ? word.slice(prefix.length) : REDACTED;
}
