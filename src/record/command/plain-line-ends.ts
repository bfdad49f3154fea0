const CARRIAGE_RETURN = 0x0d;
const LINE_FEED = 0x0a;

/**
 * Takes back what a terminal does to the output of a program: it puts a carriage return before each line feed. Others, as
 * of a progress bar, stay.
 */
export class PlainLineEnds {
  /** True where the last piece ended in a carriage return, of which the next one tells what it is. */
  #isHeld = false;

  /** What of a piece, and of the end of the piece before, is known. */
  next(bytes: Uint8Array): Uint8Array {
    const all = this.#isHeld ? Buffer.concat([this.rest(), bytes]) : bytes;
    this.#isHeld = all.at(-1) === CARRIAGE_RETURN;
    const kept = all.filter((byte, at) => byte !== CARRIAGE_RETURN || all[at + 1] !== LINE_FEED);
    return this.#isHeld ? kept.subarray(0, -1) : kept;
  }

  /** What was held back, at the end of the output. */
  rest(): Uint8Array {
    const rest = Uint8Array.from(this.#isHeld ? [CARRIAGE_RETURN] : []);
    this.#isHeld = false;
    return rest;
  }
}
