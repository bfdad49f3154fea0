import { assert, constantFrom, nat, property, string } from "fast-check";
import { expect, it } from "vitest";
import { PlainLineEnds } from "../../../src/record/command/plain-line-ends.js";

/** What comes of a text that comes in pieces. */
function read(pieces: readonly string[]): string {
  const ends = new PlainLineEnds();
  const parts = pieces.map((piece) => ends.next(Buffer.from(piece)));
  return Buffer.concat([...parts, ends.rest()]).toString();
}

it("the line ends of a terminal are plain, and a progress bar's stay, wherever pieces end", () => {
  const text = "1%\r50%\r100%\r\n\r\r\ngrößer\n\r";
  for (let first = 0; first <= text.length; first += 1)
    for (let second = first; second <= text.length; second += 1) {
      const pieces = [text.slice(0, first), text.slice(first, second), text.slice(second)];
      expect(read(pieces)).toBe("1%\r50%\r100%\n\r\ngrößer\n\r");
    }
});

it("what a terminal made of any text with line feeds becomes that text", () => {
  const letters = string({ unit: constantFrom("a", "\r", "\n"), maxLength: 12 });
  assert(
    property(letters, nat(24), (text, cut) => {
      const shown = text.replaceAll("\n", "\r\n");
      expect(read([shown.slice(0, cut), shown.slice(cut)])).toBe(text);
    }),
    { seed: 1 },
  );
});
