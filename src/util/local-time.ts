/**
 * A date as ISO 8601 in local time without a zone, as exman writes times and names folders; milliseconds only where there
 * are any. Empty for an invalid date.
 */
export function localTime(date: Date): string {
  if (Number.isNaN(date.getTime())) return "";
  const shifted = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return shifted.toISOString().replace(/(?:\.000)?Z$/, "");
}
