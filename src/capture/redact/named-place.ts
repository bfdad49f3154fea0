/** Where a value stands in a line that is set to a name. */
export interface NamedPlace {
  readonly name: string;
  /** What stands between the name and the value; nothing in a call of `login`. */
  readonly between: string;
  /** Where the name ends, and the value begins. */
  readonly nameEnd: number;
  readonly valueAt: number;
}

const NAME = `(?<![\\w.$-])(?<name>[A-Za-z_$-][\\w.$-]{0,200})`;
/** The end of the name's quotes and brackets, a type, and the sign. */
const BETWEEN = `(?<between>\\\\{0,4}["'\\]\`]{0,3}\\s{0,20}(?::\\s{0,4}[\\w.]{1,40}(?:\\[[\\w., |]{1,40}\\])?(?:\\s?\\|\\s?\\w{1,20})?\\s{0,4}(?==))?(?:=>|:=|\\?\\?=|\\|\\|=|={1,3}~?|!==?|:|~)\\s{0,20})`;
const LOGIN_CALL = `(?<=(?:^|[^A-Za-z])login)(?=\\()`;
const PLACE = new RegExp(`${NAME}(?:${BETWEEN}|${LOGIN_CALL})`, "g");

/**
 * The first name at or after a position that something is set to; null where there is none. What is searched next is to begin at
 * the end of the name: `if True: token = …` has a second one, and so has `"db": {"token": …}`.
 */
export function nextPlace(line: string, from: number): NamedPlace | null {
  PLACE.lastIndex = from;
  const match = PLACE.exec(line);
  if (!match) return null;
  const { name = "", between = "" } = match.groups ?? {};
  const nameEnd = match.index + name.length;
  return { name, between, nameEnd, valueAt: nameEnd + between.length };
}
