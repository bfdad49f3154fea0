/** Characters of a long line that are shown around the place. */
const WIDTH = 100;

/** A line of source, and below it `^^^` under the characters that are meant. */
export function excerpt(line: string, column: number, length = 1): string[] {
  const start = column < WIDTH - 20 ? 0 : column - WIDTH / 2;
  const shown = line.slice(start, start + WIDTH);
  const indent = shown.slice(0, column - start).replaceAll(/[^\t]/g, " ");
  const marks = "^".repeat(Math.max(1, Math.min(length, shown.length - indent.length)));
  return [`  ${shown}`, `  ${indent}${marks}`];
}
