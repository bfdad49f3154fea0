type Convert = (text: string) => unknown;

const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/;

/**
 * Gives a column of texts the type that all of them spell: number, boolean or date. A text is converted only
 * where every one converts, and back to the same text: "0012" stays as it is. Any other column is returned as it
 * came. Null and undefined become null.
 */
export function inferColumn(values: readonly unknown[]): unknown[] {
  const column = values.map((value) => value ?? null);
  const present = column.filter((value) => value !== null);
  if (present.length === 0 || !present.every((value) => typeof value === "string")) return column;
  const convert = CONVERSIONS.find((candidate) =>
    present.every((text) => candidate(text) !== undefined),
  );
  return convert
    ? column.map((value) => (value === null ? null : convert(value as string)))
    : column;
}

const toNumber: Convert = (text) =>
  String(Number(text)) === text && text !== "NaN" ? Number(text) : undefined;
const toBoolean: Convert = (text) =>
  text === "true" ? true : text === "false" ? false : undefined;
const toDate: Convert = (text) => {
  if (!DATE.test(text)) return undefined;
  const date = new Date(text); // without a zone: local time, as exman writes it
  return spell(date) === text ? date : undefined;
};

/** Local time as exman writes it: not the text again for a 30 February, or an hour that the clocks skipped. */
function spell(date: Date): string {
  const two = (part: number): string => String(part).padStart(2, "0");
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join("-");
  return `${day}T${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(":")}`;
}

const CONVERSIONS = [toNumber, toBoolean, toDate];
