import { StringDecoder } from "node:string_decoder";

const CUT_PAIR = /[\uD800-\uDBFF]$/;

/** Text from the writes to a stream: a character that is cut between two of them comes with the second. */
export class StreamText {
  readonly #decoder = new StringDecoder("utf8");
  #cut = "";

  add(chunk: string | Uint8Array, encoding: unknown): string {
    const text = this.#cut + this.#decode(chunk, encoding);
    this.#cut = CUT_PAIR.exec(text)?.[0] ?? "";
    return this.#cut === "" ? text : text.slice(0, -1);
  }

  #decode(chunk: string | Uint8Array, encoding: unknown): string {
    if (typeof chunk !== "string") return this.#decoder.write(chunk);
    if (typeof encoding !== "string" || /^utf-?8$/i.test(encoding)) return chunk;
    return this.#decoder.write(Buffer.from(chunk, encoding as BufferEncoding));
  }
}
