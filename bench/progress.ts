/** Rounds of every measurement in this process. */
export const ROUNDS = 5;

/** One line on what is being done, apart from the table on stdout. */
export function say(sentence: string): void {
  process.stderr.write(`bench: ${sentence}\n`);
}

/** The medians behind the ratios, for whoever wants to know what limits a figure. */
export function sayTimes(times: Readonly<Record<string, number>>): void {
  say(
    Object.entries(times)
      .map(([name, milliseconds]) => `${name} ${milliseconds.toFixed(1)} ms`)
      .join(", "),
  );
}
