/** How often something happened in simulations, by kind of data and number of values. */
export interface Share {
  readonly what: string;
  readonly data: string;
  readonly n: number;
  readonly share: number;
}

/** Shares in percent: a row for each procedure and kind of data, a column for each number of values. */
export function sharesTable(shares: readonly Share[], simulations: number): string {
  const shareOf = (label: string, size: number): number | undefined =>
    shares.find(({ what, data, n }) => `${what} | ${data}` === label && n === size)?.share;
  const sizes = [...new Set(shares.map(({ n }) => n))];
  const labels = [...new Set(shares.map(({ what, data }) => `${what} | ${data}`))];
  const lines = labels.map((label) =>
    [label, ...sizes.map((n) => percent(shareOf(label, n)))].join(" | "),
  );
  const head = ["what", "data", ...sizes.map((n) => `n = ${n}`)];
  const table = [head.join(" | "), head.map(() => "---").join(" | "), ...lines]
    .map((line) => `| ${line} |\n`)
    .join("");
  return `${table}\n${errorOf(shares, simulations)}\n`;
}

function percent(share: number | undefined): string {
  return share === undefined ? "-" : `${(100 * share).toFixed(1)}%`;
}

/** The largest Monte Carlo error is that of the share closest to a half. */
function errorOf(shares: readonly Share[], simulations: number): string {
  const variances = shares.map(({ share }) => share * (1 - share));
  const largest = 100 * Math.sqrt(Math.max(...variances) / simulations);
  const usual = 100 * Math.sqrt((0.05 * 0.95) / simulations);
  return `${simulations.toLocaleString("en")} simulations each: the standard error of 5% is ${usual.toFixed(2)} points, the largest in the table ${largest.toFixed(2)}.`;
}
