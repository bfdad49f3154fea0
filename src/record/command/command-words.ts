import { programLength } from "./split-program.js";
import { isNumberWord } from "./word-value.js";

/** A part of a command line: an option with its values, a flag, or a word that stands alone. */
export interface Item {
  /** The name of the param; undefined for what is none, such as `--`. */
  readonly name: string | undefined;
  /** The option as a word of its own, where its values are words of theirs. */
  readonly option: string | undefined;
  /** What stands before the value in its word: `--lr=`. */
  readonly prefix: string;
  /** As they were written; none for a flag. */
  readonly texts: readonly string[];
  /** True for a hyperparameter, which is marked with `~`. */
  readonly isMarked: boolean;
}

/** A command line, taken apart. */
export interface CommandWords {
  /** The program, up to its script. */
  readonly program: readonly string[];
  readonly items: readonly Item[];
}

/** How options and words with a value are written, and whether a `~` marks them. */
interface Grammar {
  readonly option: RegExp;
  readonly pair: RegExp;
  readonly positional: RegExp;
}

const MARKED: Grammar = {
  option: /^(--?[A-Za-z][\w.-]*)(?:(=?)(~~?)|=)(.*)$/s,
  pair: /^([A-Za-z_][\w.]*)=(~~?)?(.*)$/s,
  positional: /^([A-Za-z_]\w*)(~~?)(.+)$/s,
};
/** `(?!)` matches nothing: there are no marks. */
const PLAIN: Grammar = {
  option: /^(--?[A-Za-z][\w.-]*)(?:(?!)(=?)(~~?)|=)(.*)$/s,
  pair: /^([A-Za-z_][\w.]*)=((?!)~)?(.*)$/s,
  positional: /(?!)/,
};
const FLAG = /^--?[A-Za-z][\w.-]*$/;
/** What else begins with a dash: `--path~x`, and any option after `--`. */
const ODD = /^-[^\d.]/;
const ATTACHED = /^(-[A-Za-z])([-+]?[\d.].*)$/s;

/**
 * Takes a command line apart. `--lr~0.001`, `--lr=~0.001`, `-x~1`, `depth~3` and `depth=~3` are marked as
 * hyperparameters; `~~` in the place of the mark is a plain `~`. A word is left alone where its tilde is that of a
 * path or of git: `~/data`, `--data=~/data`, `old~new/x`, `HEAD~1`.
 *
 * @param marked - Of a line that was recorded, which has no marks any more: the names of its hyperparameters.
 */
export function parseWords(words: readonly string[], marked?: ReadonlySet<string>): CommandWords {
  const from = programLength(words);
  return { program: words.slice(0, from), items: parseItems(words.slice(from), marked) };
}

/** The items of words that follow a program. */
export function parseItems(words: readonly string[], marked?: ReadonlySet<string>): Item[] {
  const grammar = marked ? PLAIN : MARKED;
  const items: Item[] = [];
  let positionals = 0;
  let isLiteral = false;
  for (let at = 0; at < words.length;) {
    const { item, taken } = isLiteral
      ? positional(words[at]!, grammar)
      : nextItem(words, at, grammar);
    isLiteral ||= words[at] === "--";
    at += taken;
    const name = isUnnamed(item) ? `arg${(positionals += 1)}` : item.name;
    items.push({ ...item, name, isMarked: item.isMarked || !!marked?.has(name ?? "") });
  }
  return items;
}

interface Taken {
  readonly item: Item;
  /** How many words. */
  readonly taken: number;
}

function nextItem(words: readonly string[], at: number, grammar: Grammar): Taken {
  const word = words[at]!;
  if (word === "--") return { item: { ...BARE, option: word }, taken: 1 };
  return (
    joined(words, at, grammar) ??
    attached(word) ??
    flagOrOption(words, at, grammar) ??
    pair(word, grammar) ??
    positional(word, grammar)
  );
}

const BARE: Item = { name: undefined, option: undefined, prefix: "", texts: [], isMarked: false };

/** An option with its value in one word. */
function joined(words: readonly string[], at: number, grammar: Grammar): Taken | undefined {
  const [, option, equals, mark, text] = grammar.option.exec(words[at]!) ?? [];
  if (option === undefined || text === undefined) return undefined;
  const name = paramName(option);
  const isPath = (equals === "=" || mark === undefined) && isHomePath(`${mark ?? ""}${text}`);
  if (mark === "~~" || mark === undefined || isPath) {
    const value = mark === "~~" ? `~${text}` : `${mark ?? ""}${text}`;
    if (mark === "~~" && equals === "")
      return { item: { ...BARE, texts: [`${option}${value}`] }, taken: 1 };
    return { item: { ...BARE, name, prefix: `${option}=`, texts: [value] }, taken: 1 };
  }
  if (equals === "=") {
    const item = { ...BARE, name, prefix: `${option}=`, texts: [text], isMarked: true };
    return { item, taken: 1 };
  }
  const next = text === "" ? valuesAfter(words, at + 1, grammar) : moreNumbers(text, words, at + 1);
  const texts = text === "" ? next : [text, ...next];
  return { item: { ...BARE, name, option, texts, isMarked: true }, taken: 1 + next.length };
}

/** `-n5`, but `-vvv` is a flag. */
function attached(word: string): Taken | undefined {
  const [, option, text] = ATTACHED.exec(word) ?? [];
  if (option === undefined || !isNumberWord(text!)) return undefined;
  return {
    item: { ...BARE, name: paramName(option), prefix: option, texts: [text!] },
    taken: 1,
  };
}

function flagOrOption(words: readonly string[], at: number, grammar: Grammar): Taken | undefined {
  const word = words[at]!;
  if (!FLAG.test(word)) return undefined;
  const isNegated = word.startsWith("--no-");
  const texts = isNegated ? [] : valuesAfter(words, at + 1, grammar);
  return { item: { ...BARE, name: paramName(word), option: word, texts }, taken: 1 + texts.length };
}

/** `lr=0.1`, as Hydra has it. */
function pair(word: string, grammar: Grammar): Taken | undefined {
  const [, name, mark, text] = grammar.pair.exec(word) ?? [];
  if (name === undefined) return undefined;
  const isMarked = mark === "~" && !isHomePath(`~${text}`);
  const value = mark === "~~" ? `~${text}` : isMarked ? text! : `${mark ?? ""}${text}`;
  const item = { ...BARE, name: freeName(name), prefix: `${name}=`, texts: [value], isMarked };
  return { item, taken: 1 };
}

function positional(word: string, grammar: Grammar): Taken {
  if (ODD.test(word)) return { item: { ...BARE, texts: [word] }, taken: 1 };
  const [, name, mark, text] = grammar.positional.exec(word) ?? [];
  if (name === undefined || text!.includes("/") || name.endsWith("HEAD"))
    return { item: { ...BARE, texts: [word] }, taken: 1 };
  if (mark === "~~") return { item: { ...BARE, texts: [`${name}~${text}`] }, taken: 1 };
  return { item: { ...BARE, name: freeName(name), texts: [text!], isMarked: true }, taken: 1 };
}

/** True for a word with a dash that is no option by its form. */
export function isOdd({ option, prefix, texts: [text = ""] }: Item): boolean {
  return option === undefined && prefix === "" && ODD.test(text);
}

function isUnnamed({ name, texts }: Item): boolean {
  return name === undefined && texts.length > 0;
}

/** The values of an option: the next word, and after a number the numbers that follow it. */
function valuesAfter(words: readonly string[], at: number, grammar: Grammar): string[] {
  const word = words[at];
  if (word === undefined || !isValue(word, grammar)) return [];
  return [word, ...moreNumbers(word, words, at + 1)];
}

function moreNumbers(first: string, words: readonly string[], at: number): string[] {
  if (!isNumberWord(first)) return [];
  const rest = words.slice(at);
  const end = rest.findIndex((word) => !isNumberWord(word));
  return end < 0 ? rest : rest.slice(0, end);
}

function isValue(word: string, grammar: Grammar): boolean {
  if (word.startsWith("-") && word !== "-") return isNumberWord(word);
  return !positional(word, grammar).item.isMarked;
}

function isHomePath(text: string): boolean {
  return /^~[\w.-]*\/|^~$/.test(text);
}

/** `--learning-rate` is `learning_rate`, as in Python, and can stand in a formula. */
function paramName(option: string): string {
  return freeName(option.replace(/^--?(?:no-(?=.))?/, "").replaceAll("-", "_"));
}

const TAKEN: ReadonlySet<string> = new Set(["root", "time", "id", "name"]);

/** These names are the run's own in `params.yaml`. */
export function freeName(name: string): string {
  return TAKEN.has(name) ? `${name}_` : name;
}

/** The words that an item gives the program. */
export function itemWords({ option, prefix, texts }: Item): string[] {
  const [first, ...rest] = texts;
  const values = first === undefined ? [] : [prefix + first, ...rest];
  return option === undefined ? values : [option, ...values];
}

/** The words without the values of hyperparameters: `--lr~`, `--lr=~`, `depth~`. */
export function itemTemplate(item: Item): string[] {
  if (!item.isMarked) return itemWords(item);
  return [`${item.option ?? (item.prefix || item.name!)}~`];
}

/** The line as the program gets it. */
export function lineWords({ program, items }: CommandWords): string[] {
  return [...program, ...items.flatMap(itemWords)];
}

/** The line as an experiment keeps it. */
export function lineTemplate({ program, items }: CommandWords): string[] {
  return [...program, ...items.flatMap(itemTemplate)];
}
