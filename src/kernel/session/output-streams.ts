import { performance } from "node:perf_hooks";
import type { Publish } from "./session.js";
import { StreamText } from "./stream-text.js";

type StreamName = "stdout" | "stderr";

/** Characters that are held at most. */
const SIZE = 65_536;
/** Milliseconds that text is held at most while the event loop turns. */
const DELAY = 40;
/** Jupyter's server drops what exceeds 1,000 messages in a second: half of that goes out at once, also from a loop. */
const WINDOW = 100;
const AT_ONCE = 50;

interface Held {
  readonly name: StreamName;
  readonly publish: Publish;
  readonly texts: string[];
}

/**
 * Publishes what is written to stdout and stderr as `stream` messages, in the order of writing. A flood is gathered to
 * few messages, else each text goes out at once, since a loop without an `await` never lets a timer run.
 */
export class OutputStreams {
  readonly #publisher: () => Publish;
  #held: Held | undefined;
  #size = 0;
  #timer: NodeJS.Timeout | undefined;
  #windowStart = 0;
  #sent = 0;

  constructor(publisher: () => Publish) {
    this.#publisher = publisher;
  }

  /** Takes over the process's streams; returns what gives them back. */
  install(): () => void {
    const restores = (["stdout", "stderr"] as const).map((name) => this.#takeOver(name));
    return () => restores.forEach((restore) => restore());
  }

  /** Publishes what is held. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const held = this.#held;
    if (held === undefined) return;
    this.#held = undefined;
    this.#size = 0;
    this.#sent += 1;
    held.publish("stream", { name: held.name, text: held.texts.join("") });
  }

  #takeOver(name: StreamName): () => void {
    const stream = process[name];
    const original = stream.write.bind(stream);
    const text = new StreamText();
    const write = (chunk: unknown, encoding?: unknown, callback?: unknown): boolean => {
      if (typeof chunk !== "string" && !(chunk instanceof Uint8Array))
        return original(chunk as never, encoding as never, callback as never);
      this.#add(name, text.add(chunk, encoding));
      const done = typeof encoding === "function" ? encoding : callback;
      if (typeof done === "function") process.nextTick(done, null);
      return true;
    };
    stream.write = write;
    return () => {
      this.flush();
      stream.write = original;
    };
  }

  #add(name: StreamName, text: string): void {
    if (text === "") return;
    const publish = this.#publisher();
    if (this.#held && (this.#held.name !== name || this.#held.publish !== publish)) this.flush();
    this.#held ??= { name, publish, texts: [] };
    this.#held.texts.push(text);
    this.#size += text.length;
    if (this.#size >= SIZE || this.#mayGoOut()) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), DELAY);
  }

  #mayGoOut(): boolean {
    const now = performance.now();
    if (now - this.#windowStart >= WINDOW) {
      this.#windowStart = now;
      this.#sent = 0;
    }
    return this.#sent < AT_ONCE;
  }
}
