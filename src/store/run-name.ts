/** The parts of a run directory's name, `000007-2026-11-21-10-00-00[-name]`. */
export interface RunName {
  readonly id: number;
  /** Local time, as exman writes it. */
  readonly time: Date;
  readonly name: string | null;
}

const PATTERN = /^(\d+)-(\d{4})-(\d\d)-(\d\d)-(\d\d)-(\d\d)-(\d\d)(?:-(.+))?$/s;

/** Reads a run directory's name; null where it is not one. */
export function parseRunName(directory: string): RunName | null {
  const match = PATTERN.exec(directory);
  if (!match) return null;
  const [, id, year, month, day, hour, minute, second, name] = match;
  const time = new Date(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  return { id: Number(id), time, name: name ?? null };
}

/** Writes a run directory's name. Ids are padded to `zfill` digits and grow past them. */
export function formatRunName({ id, time, name }: RunName, zfill = 6): string {
  const two = (part: number): string => String(part).padStart(2, "0");
  const date = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join("-");
  const clock = [time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join("-");
  return [String(id).padStart(zfill, "0"), date, clock, ...(name === null ? [] : [name])].join("-");
}
