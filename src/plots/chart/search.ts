/** Looks for the length of a plotting area whose picture has the wanted length: by what is missing, or in the middle. */
export class Search {
  length: number;
  readonly #least: number;
  readonly #wanted: number;
  #fits: number;
  #exceeds = Infinity;

  constructor(usual: number, least: number, wanted: number) {
    this.length = usual;
    this.#least = least;
    this.#fits = least;
    this.#wanted = wanted;
  }

  /** As the width has changed, by which lines are broken and labels are turned. */
  forget(): void {
    this.#fits = this.#least;
    this.#exceeds = Infinity;
  }

  /** Takes what was drawn with this length, and chooses the next one; false where none is better. */
  move(drawn: number): boolean {
    const missing = this.#wanted - drawn;
    if (!Number.isFinite(missing) || (missing >= 0 && missing < 1)) return false;
    if (missing < 0) this.#exceeds = Math.min(this.#exceeds, this.length);
    else this.#fits = Math.max(this.#fits, this.length);
    const before = this.length;
    const next = Math.max(this.#least, before + missing);
    const isInside = next > this.#fits && next < this.#exceeds;
    const middle = (this.#fits + Math.min(this.#exceeds, before + Math.abs(missing))) / 2;
    this.length = isInside || next === this.#least ? next : middle;
    return Math.abs(this.length - before) > 0.05;
  }
}
