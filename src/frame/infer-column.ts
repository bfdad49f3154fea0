type Convert = (text: string) => unknown;

const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/;

/**
 * Gives a column of texts the type that all of them spell: number, boolean or date. A text is converted only
 * where every one converts, and back to the same text: "0012" stays as it is. Any other column is returned as it
 * came. Null and undefined become null.
 */
export function inferColumn(values: readonly unknown[]): unknown[] {
  const column = values.map((value) => value ?? null);
  const hasTexts = column.some((value) => value !== null);
  if (!hasTexts || !column.every((value) => value === null || typeof value === "string"))
    return column;
  for (const convert of CONVERSIONS) {
    const converted = convertAll(column, convert);
    if (converted) return converted;
  }
  return column;
}

function convertAll(texts: readonly (string | null)[], convert: Convert): unknown[] | null {
  const converted: unknown[] = [];
  for (const text of texts) {
    const value = text === null ? null : convert(text);
    if (value === undefined) return null;
    converted.push(value);
  }
  return converted;
}

const toNumber: Convert = (text) =>
  String(Number(text)) === text && text !== "NaN" ? Number(text) : undefined;
const toBoolean: Convert = (text) =>
  text === "true" ? true : text === "false" ? false : undefined;
const toDate: Convert = (text) => {
  if (!DATE.test(text)) return undefined;
  const date = new Date(text); // without a zone: local time, as exman writes it
  return isSpelledSo(date, text) ? date : undefined;
};

/** False for a 30 February, or an hour that the clocks skipped: the local time of such a date is another. */
function isSpelledSo(date: Date, text: string): boolean {
  const part = (start: number, end: number): number => Number(text.slice(start, end));
  return (
    date.getSeconds() === part(17, 19) &&
    date.getMinutes() === part(14, 16) &&
    date.getHours() === part(11, 13) &&
    date.getDate() === part(8, 10) &&
    date.getMonth() + 1 === part(5, 7) &&
    date.getFullYear() === part(0, 4)
  );
}

const CONVERSIONS = [toNumber, toBoolean, toDate];
