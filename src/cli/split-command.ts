import type { Command } from "./command.js";

/**
 * The words of a verb that runs a command: its own options, and the command, which begins at the first word that is no
 * option or after `--`. An option with an optional value gets the empty one.
 */
export function splitCommand(
  { options, optional = [] }: Command,
  argv: readonly string[],
): { own: string[]; command: string[] } {
  const own: string[] = [];
  let at = 0;
  while (at < argv.length && argv[at]!.startsWith("-") && argv[at] !== "--") {
    const word = argv[at]!;
    const name = longName(options, word);
    const isAlone = !word.includes("=") && (word.startsWith("--") || word.length === 2);
    at += 1;
    if (optional.includes(name) && isAlone) own.push(`--${name}=`);
    else own.push(word);
    const takesNext = isAlone && !optional.includes(name) && options[name]?.type === "string";
    if (takesNext && at < argv.length) own.push(argv[at++]!);
  }
  return { own, command: argv.slice(argv[at] === "--" ? at + 1 : at) };
}

function longName(options: Command["options"], word: string): string {
  if (word.startsWith("--")) return word.slice(2).split("=")[0]!;
  const entry = Object.entries(options).find(([, { short }]) => short === word[1]);
  return entry?.[0] ?? "";
}
