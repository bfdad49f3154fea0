/** A line of the table that is printed. */
export interface Row {
  readonly what: string;
  readonly against: string;
  readonly figure: string;
  readonly bound: string;
  /** Undefined where the bound does not apply. */
  readonly inside: boolean | undefined;
}

/** The size that the bounds are for. */
export const REFERENCE_RUNS = 10_000;

/** A figure that is stated beside the ones that have a bound. */
export function stated(what: string, against: string, ratio: number): Row {
  return { what, against, figure: times(ratio), bound: "-", inside: undefined };
}

/** A ratio of times that is to be small. */
export function atMost(what: string, against: string, ratio: number, bound: number): Row {
  return { ...stated(what, against, ratio), bound: `at most ${bound} ×`, inside: ratio <= bound };
}

/** A ratio of times that is to be large. */
export function faster(what: string, against: string, ratio: number, bound: number): Row {
  return {
    what,
    against,
    figure: ratio < 1 ? `${times(1 / ratio)} slower` : `${times(ratio)} faster`,
    bound: bound === 1 ? "faster" : `${bound} × faster`,
    inside: bound === 1 ? ratio > 1 : ratio >= bound,
  };
}

/** Memory, stated beside the figures that have a bound. */
export function bytesStated(what: string, against: string, bytes: number): Row {
  return { ...stated(what, against, bytes), figure: `${Math.round(bytes)} bytes` };
}

/** Memory that is to be little. */
export function bytesAtMost(what: string, against: string, bytes: number, bound: number): Row {
  const row = bytesStated(what, against, bytes);
  return { ...row, bound: `at most ${bound} bytes`, inside: bytes <= bound };
}

/** The bound stays to be read, and nothing is judged by it. */
export function notJudged(row: Row): Row {
  return { ...row, inside: undefined };
}

/** The bounds are for the reference size; of any other the figure alone is shown. */
export function boundedAt(runs: number, rows: readonly Row[]): Row[] {
  return rows.map((row) =>
    runs === REFERENCE_RUNS ? row : { ...row, bound: "-", inside: undefined },
  );
}

/** "10,000 runs". */
export function runsText(runs: number): string {
  return `${runs.toLocaleString("en")} runs`;
}

/** The rows as a Markdown table; those that are judged come first. */
export function markdownTable(rows: readonly Row[]): string {
  const judged = rows.filter(({ inside }) => inside !== undefined);
  const others = rows.filter(({ inside }) => inside === undefined);
  const lines = [...judged, ...others].map(({ what, against, figure, bound, inside }) =>
    [what, against, figure, bound, inside === undefined ? "-" : inside ? "yes" : "no"].join(" | "),
  );
  return ["what | against | figure | bound | inside", "--- | --- | --- | --- | ---", ...lines]
    .map((line) => `| ${line} |\n`)
    .join("");
}

function times(ratio: number): string {
  return `${ratio < 10 ? ratio.toFixed(2) : Math.round(ratio).toLocaleString("en")} ×`;
}
