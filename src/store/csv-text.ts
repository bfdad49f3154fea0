const LINE = /(?:"(?:[^"]|"")*"|[^"\n])+/g;
const FIELD = /(?<=^|,)(?:"((?:[^"]|"")*)"|([^,]*))(?=,|$)/g;

/** Lines of comma-separated text (RFC 4180); a quoted field may go over several. Empty ones are left out. */
export function csvLines(text: string): string[] {
  const clean = text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
  if (clean.includes('"')) return clean.match(LINE) ?? [];
  return clean.split("\n").filter((line) => line !== "");
}

/** The fields of such a line, without their quotes. */
export function csvFields(line: string): string[] {
  if (!line.includes('"')) return line.split(",");
  return [...line.matchAll(FIELD)].map(
    ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? "",
  );
}
