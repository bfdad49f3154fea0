import { hiddenValue } from "./hidden-value.js";
import { nextPlace, type NamedPlace } from "./named-place.js";
import type { TextKind } from "./text-kind.js";

/** From the opening quote to the closing one. */
interface Span {
  readonly from: number;
  readonly to: number;
}

const QUOTES = "\"'`";

/** A line without what is set to names of secrets, wherever in it. */
export function redactNamed(line: string, kind: TextKind): string {
  const texts = textsIn(line);
  let redacted = "";
  let done = 0;
  let next = 0; // of the texts
  for (
    let place = nextPlace(line, 0);
    place;
    place = nextPlace(line, Math.max(done, place.nameEnd))
  ) {
    while (next < texts.length && texts[next]!.to < place.valueAt) next += 1;
    const hidden = hiddenValue(valueIn(line, place, texts[next], kind));
    if (!hidden) continue;
    redacted += line.slice(done, place.valueAt) + hidden.text;
    done = place.valueAt + hidden.length;
  }
  return redacted + line.slice(done);
}

/** A text of a program is read as a command is: it may be one, or JSON. */
function valueIn(
  line: string,
  { name, between, nameEnd, valueAt }: NamedPlace,
  text: Span | undefined,
  kind: TextKind,
): Parameters<typeof hiddenValue>[0] {
  const isInside = text !== undefined && text.from < nameEnd;
  const rest = line.slice(valueAt, isInside ? text.to : undefined);
  const isInText = isInside && kind === "program";
  return { name, between, rest, isInText, kind: isInText ? "command" : kind };
}

/** The texts in quotes that end in the line. */
function textsIn(line: string): Span[] {
  const texts: Span[] = [];
  let from = -1;
  for (let at = 0; at < line.length; at += line[at] === "\\" ? 2 : 1) {
    if (from < 0 && QUOTES.includes(line[at]!)) from = at;
    else if (from >= 0 && line[at] === line[from]) {
      texts.push({ from, to: at });
      from = -1;
    }
  }
  return texts;
}
