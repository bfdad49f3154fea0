import type { Message } from "../../src/kernel/wire/message.js";

export type Content = Readonly<Record<string, unknown>>;

/** A request to a kernel, and what has come for it. */
export interface Exchange {
  /** What the kernel published for it so far, in order. */
  readonly published: readonly Message[];
  /** The first published message that fulfils the condition, also one of those that are there. */
  first(condition: (message: Message) => boolean): Promise<Message>;
  /** The content of the reply, once that is there and the kernel is idle. */
  readonly ended: Promise<Content>;
}

export interface OpenExchange extends Exchange {
  publish(message: Message): void;
  reply(message: Message): void;
}

export function openExchange(): OpenExchange {
  const published: Message[] = [];
  const waiting = new Set<() => void>();
  const found = <Value>(find: () => Value | undefined): Promise<Value> =>
    new Promise((resolve) => {
      const look = (): void => {
        const value = find();
        if (value === undefined) return;
        waiting.delete(look);
        resolve(value);
      };
      waiting.add(look);
      look();
    });
  const lookAgain = (): void => waiting.forEach((look) => look());
  let answer: Content | undefined;
  let idle = false;
  return {
    published,
    first: (condition) => found(() => published.find(condition)),
    ended: found(() => (idle ? answer : undefined)),
    publish: (message) => {
      published.push(message);
      idle ||= message.content["execution_state"] === "idle";
      lookAgain();
    },
    reply: ({ content }) => {
      answer = content;
      lookAgain();
    },
  };
}

/** What was printed to a stream so far. */
export function printedBy({ published }: Exchange, name: "stdout" | "stderr"): string {
  return published
    .filter(({ header, content }) => header.msg_type === "stream" && content["name"] === name)
    .map(({ content }) => content["text"])
    .join("");
}

/** The text of a cell's result; undefined where it has none. */
export function resultOf({ published }: Exchange): unknown {
  const result = published.find(({ header }) => header.msg_type === "execute_result");
  return (result?.content["data"] as Content | undefined)?.["text/plain"];
}

/** Waits until a cell has printed. */
export async function hasPrinted(cell: Exchange): Promise<void> {
  await cell.first(({ header }) => header.msg_type === "stream");
}
