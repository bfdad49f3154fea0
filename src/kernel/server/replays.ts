/** Signatures that are remembered; jupyter_client remembers as many. */
const REMEMBERED = 65_536;

/** Knows whether a message was received before: a copy of a signed message is not to run a cell again. */
export class Replays {
  readonly #known = new Set<string>();

  /** True the first time; the message's own id is part of what is signed, so that no two are alike. */
  isNew(signature: string): boolean {
    if (this.#known.has(signature)) return false;
    this.#known.add(signature);
    const [oldest] = this.#known;
    if (this.#known.size > REMEMBERED && oldest !== undefined) this.#known.delete(oldest);
    return true;
  }
}
