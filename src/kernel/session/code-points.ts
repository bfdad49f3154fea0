/** Offset in UTF-16 units of the place before the n-th code point, by which Jupyter counts. */
export function toUnits(text: string, codePoints: number): number {
  let units = 0;
  for (const character of text) {
    if (codePoints <= 0) break;
    codePoints -= 1;
    units += character.length;
  }
  return units;
}

/** Code points before an offset in UTF-16 units. */
export function toCodePoints(text: string, units: number): number {
  return Array.from(text.slice(0, units)).length;
}
