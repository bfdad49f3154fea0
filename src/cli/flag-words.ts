/** Options of the library whose flag has another name. */
const FLAGS: Readonly<Record<string, string>> = {
  contrasts: "pairs",
  paired: "unpaired",
  fontSize: "font-size",
};

/** Options that a flag says, beside those. */
const SAME = new Set(
  "ref seed over ignore margin confidence direction adjust as title width height theme x y best measures dpi scale where".split(
    " ",
  ),
);

/** A message of the library as the command line has it: its options are flags. */
export function flagWords(message: string): string {
  return message
    .replaceAll(OPTION, (text, name: string) => flagOf(name) ?? text)
    .replaceAll(SETTING, (text, name: string, _quote: string, value: string) =>
      settingText(name, value, text),
    )
    .replaceAll(REMEDY, (_text, name: string, value: string) => `(${remedyText(name, value)})`);
}

/** `The option margin`, `{ contrasts: "pairs" }`, and `(where: lr == 0.1)`, in which parentheses may stand. */
const OPTION = /\b(?:the )?option (\w+)/gi;
const SETTING = /\{ (\w+): ("?)([^"{}]*)\2 \}/g;
const REMEDY = /\((where|over|ignore): ((?:[^()]|\([^()]*\))*)\)/g;

function flagOf(name: string): string | undefined {
  const flag = FLAGS[name] ?? (SAME.has(name) ? name : undefined);
  return flag === undefined ? undefined : `--${flag}`;
}

/** Not every value has a flag: there is none for `{ paired: true }`. */
function settingText(name: string, value: string, otherwise: string): string {
  if (name === "contrasts") return value === "pairs" ? "--pairs" : otherwise;
  if (name === "paired") return value === "false" ? "--unpaired" : otherwise;
  const flag = flagOf(name);
  return flag === undefined ? otherwise : `${flag} ${value}`;
}

function remedyText(name: string, value: string): string {
  if (name === "ignore") return `--ignore ${value.replaceAll(", ", ",")}`;
  if (name === "over") return `--over ${value}`;
  return `--where ${value.includes("'") ? `"${value}"` : `'${value}'`}`;
}
