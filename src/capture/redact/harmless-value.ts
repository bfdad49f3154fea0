import { isPluralName } from "./secret-name.js";

/** `tokens: 1e9`, `tokens = [1, 2]`, `tokens: 5000 read`, and `pin: 13` of a board */
export function isCount(name: string, value: string): boolean {
  if (/pin$/i.test(name))
    return /^(?:(["'])[A-Z]{0,4}\d{1,3}\1.*|[A-Z]{0,4}\d{0,3}[,;)}\]]*)$/i.test(value);
  return (
    isPluralName(name) && /^(?:[-+\d.,_eE[\](){}\s]+|\d[\d.,_]{0,30}[kKMGTB%]?\s.*)$/.test(value)
  );
}

/** Nothing, what only says that there is none, or what a program puts its values into. */
export function isHarmless(value: string): boolean {
  return /^(?:|["'`]{2}|["'`]?\[redacted\].*|none|null|true|false|undefined|~|["'`]?(?:%[\w.-]{0,8}|<[\w -]{1,40}>)["'`]?)[,;)}\]]*$/i.test(
    value,
  );
}
