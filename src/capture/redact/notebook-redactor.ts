import { LineRedactor, redactText } from "./redact-text.js";
import { isSecretName, REDACTED } from "./secret-name.js";

/** A line that is one text of a cell or an output, or its only one. */
const TEXT = /^(\s*(?:"(?:source|text(?:\/[\w.+-]{1,80})?|evalue)":\s?)?)("(?:[^"\\]|\\.)*")(,?)$/;
const LIST = /^\s*"(\w[\w/.+-]*)":\s?\[/;
const COLORS = new RegExp(String.raw`${String.fromCodePoint(27)}\[[\d;]*m`, "g");
/** A cell of a shell, `!mysql …` and other commands of a line, and `%env NAME value`. */
const SHELL_CELL = /^%%(?:bash|sh|zsh|script|!)/;
const COMMAND = /^(\s*(?:\w{1,80} = )?[!%]{1,2})(.*)$/;
const VARIABLE = /^(\s*%(?:set_)?env\s+(\w+)(?:\s+|\s*=\s*))\S.*$/;

/** Of a Jupyter notebook, whose texts are read as what JSON has them for: source as a program, the rest as what was printed. */
export class NotebookRedactor {
  #json = new LineRedactor("program");
  #source = new LineRedactor("program");
  #output = new LineRedactor("output");
  /** False where a part of a diff does not tell it. */
  #isSource = false;

  redact(line: string): string {
    const [, start, json, end] = TEXT.exec(line) ?? [];
    const text = json === undefined ? null : parsed(json);
    if (text === null) return this.#redactJson(line);
    const redacted = this.#redactText(text, this.#isSource || start!.includes('"source"'));
    return redacted === text ? line : `${start}${JSON.stringify(redacted)}${end}`;
  }

  #redactJson(line: string): string {
    const [, name] = LIST.exec(line) ?? [];
    if (name !== undefined) {
      this.#isSource = name === "source";
      this.#source = new LineRedactor("program");
      this.#output = new LineRedactor("output");
    }
    return this.#json.redact(line);
  }

  #redactText(text: string, isSource: boolean): string {
    const source = byLine(text, (line) => this.#redactSource(line));
    if (isSource) return source;
    const plain = source.replaceAll(COLORS, "");
    const redacted = byLine(plain, (line) => this.#output.redact(line));
    return redacted === plain ? source : redacted;
  }

  #redactSource(line: string): string {
    if (SHELL_CELL.test(line)) this.#source = new LineRedactor("settings");
    const [, start, name] = VARIABLE.exec(line) ?? [];
    if (name !== undefined && isSecretName(name)) return `${start}${REDACTED}`;
    const [, sign, command] = COMMAND.exec(line) ?? [];
    if (sign === undefined || command === undefined) return this.#source.redact(line);
    return sign + redactText(command, "command");
  }
}

function parsed(json: string): string | null {
  try {
    return JSON.parse(json) as string;
  } catch {
    return null; // no JSON after all
  }
}

function byLine(text: string, redact: (line: string) => string): string {
  const isEnded = text.endsWith("\n");
  const lines = (isEnded ? text.slice(0, -1) : text).split("\n");
  return lines.map(redact).join("\n") + (isEnded ? "\n" : "");
}
