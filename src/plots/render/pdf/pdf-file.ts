import { createHash } from "node:crypto";
import { zlibSync } from "fflate";

/** The oldest that has transparency: pdfLaTeX warns of figures newer than 1.5. */
const VERSION = "%PDF-1.4";

/** An object of a PDF file, by its number. */
export interface PdfReference {
  readonly number: number;
}

/** A PDF file in the making. Source: ISO 32000-1, sections 7.3 to 7.5. */
export class PdfFile {
  readonly #objects: (Buffer | undefined)[] = [];

  /** A number for an object that is written later. */
  reserve(): PdfReference {
    return { number: this.#objects.push(undefined) };
  }

  /** Adds an object of PDF's own notation. */
  add(content: string, reference: PdfReference = this.reserve()): PdfReference {
    return this.#put(Buffer.from(content, "latin1"), reference);
  }

  /**
   * Adds a stream, compressed. The compressor is no part of Node, whose own gives other bytes on other machines.
   *
   * @param entries of its dictionary, beside length and filter
   */
  addStream(data: Uint8Array | string, entries = ""): PdfReference {
    const packed = zlibSync(typeof data === "string" ? Buffer.from(data, "latin1") : data);
    const head = `<</Filter/FlateDecode/Length ${packed.length}${entries}>>\nstream\n`;
    const content = [Buffer.from(head, "latin1"), packed, Buffer.from("\nendstream")];
    return this.#put(Buffer.concat(content), this.reserve());
  }

  /** The whole file. Its identity is a digest of its content, and there is no date in it. */
  finish(catalog: PdfReference, info: PdfReference): Uint8Array {
    const parts: Buffer[] = [Buffer.from(`${VERSION}\n%\xe2\xe3\xcf\xd3\n`, "latin1")];
    const offsets: number[] = [];
    let length = parts[0]!.length;
    const push = (part: Buffer): void => {
      parts.push(part);
      length += part.length;
    };
    for (const [i, content] of this.#objects.entries()) {
      offsets.push(length);
      push(Buffer.from(`${i + 1} 0 obj\n`));
      push(content ?? Buffer.from("null"));
      push(Buffer.from("\nendobj\n"));
    }
    const id = createHash("sha256").update(Buffer.concat(parts)).digest("hex").slice(0, 32);
    const rows = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
    const size = offsets.length + 1;
    push(
      Buffer.from(
        `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<</Size ${size}/Root ${ref(catalog)}/Info ${ref(info)}/ID[<${id}><${id}>]>>\nstartxref\n${length}\n%%EOF\n`,
      ),
    );
    return new Uint8Array(Buffer.concat(parts));
  }

  #put(content: Buffer, reference: PdfReference): PdfReference {
    this.#objects[reference.number - 1] = content;
    return reference;
  }
}

/** How one object names another. */
export function ref({ number }: PdfReference): string {
  return `${number} 0 R`;
}

/** A text of any characters: UTF-16 in hexadecimal digits. */
export function pdfText(text: string): string {
  return `<FEFF${utf16(text)}>`;
}

/** UTF-16, big-endian, in hexadecimal digits. */
export function utf16(text: string): string {
  return Array.from({ length: text.length }, (_, i) => hex4(text.charCodeAt(i))).join("");
}

export function hex4(value: number): string {
  return value.toString(16).toUpperCase().padStart(4, "0");
}

/** A number with four decimals at most, and without an exponent, which PDF does not know. */
export function pdfNumber(value: number): string {
  const text = value.toFixed(4).replace(/\.?0+$/, "");
  return text === "-0" || text === "" ? "0" : text;
}

/** Numbers with an operator behind them, on a line. */
export function operation(operator: string, ...values: readonly number[]): string {
  return `${[...values.map(pdfNumber), operator].join(" ")}\n`;
}
