/**
 * What a terminal would show of a text in the end: a carriage return begins the line again, and a backspace goes back by
 * one character. Progress bars live by them.
 */
export function overwrittenText(text: string): string {
  if (!/[\r\b]/.test(text)) return text;
  return text
    .replace(/\r+\n/g, "\n")
    .split("\n")
    .map((line) => line.split("\r").map(erased).reduce(overlaid))
    .join("\n");
}

/** The next writing of a line, over the end of the one before where that is longer. */
function overlaid(before: string, after: string): string {
  return after + before.slice(after.length);
}

function erased(text: string): string {
  let kept = "";
  for (const character of text) kept = character === "\b" ? kept.slice(0, -1) : kept + character;
  return kept;
}
