import { openedValue, type OpenValue } from "./open-value.js";
import { mayHoldSecret, redactLine } from "./redact-line.js";
import { REDACTED } from "./secret-name.js";
import type { TextKind } from "./text-kind.js";

const KEY_BEGINS = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----/;
const KEY_ENDS = /-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----/;
const ONE_LINE_KEY = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY.*?(?:-----END [A-Z0-9 ]*-----|$)/g;
/** A line of a key whose beginning is not there. */
const KEY_LINE = /^\s*[A-Za-z0-9+/]{64,76}={0,2}\s*$/;

/** A line after the other, as a private key and a value in brackets have several. */
export class LineRedactor {
  readonly #kind: TextKind;
  #isKey = false;
  #open: OpenValue | null = null;

  constructor(kind: TextKind) {
    this.#kind = kind;
  }

  redact(line: string): string {
    if (this.#isKey) {
      this.#isKey = !KEY_ENDS.test(line);
      return REDACTED;
    }
    if (KEY_BEGINS.test(line)) {
      this.#isKey = !KEY_ENDS.test(line);
      return line.replace(ONE_LINE_KEY, REDACTED);
    }
    if (KEY_LINE.test(line)) return REDACTED;
    return this.#redactOpen(line) ?? this.#redactLine(line);
  }

  /** Null where no value is open. */
  #redactOpen(line: string): string | null {
    const part = this.#open?.redact(line);
    if (!part?.isOpen) this.#open = null;
    return part ? redactLine(part.text, this.#kind) : null;
  }

  #redactLine(line: string): string {
    if (mayHoldSecret(line)) this.#open = openedValue(line, this.#kind);
    return redactLine(line, this.#kind);
  }
}

/** A text without secrets: by default one that is read as settings are. */
export function redactText(text: string, kind: TextKind = "settings"): string {
  const redactor = new LineRedactor(kind);
  return text
    .split("\n")
    .map((line) => redactor.redact(line))
    .join("\n");
}
