import { exactQuotient, POWERS } from "./exact-quotient.js";

/** Of so many digits the first nine and the last nine are an exact integer each. */
const HALF_DIGITS = 9;

const ZERO = 48;
const NINE = 57;
const MINUS = 45;
const PLUS = 43;
const DOT = 46;
const LOWER_E = 101;
const UPPER_E = 69;

/**
 * Reads a number of JSON's grammar out of bytes that go on with something else. `end` is where it ended, or -1 where
 * no number began. Numbers of up to eighteen digits are computed from them, exactly, without a text being cut out.
 */
export class NumberScanner {
  end = -1;

  scan(bytes: Buffer, start: number): number {
    const negative = bytes[start] === MINUS;
    const first = negative ? start + 1 : start;
    let at = first;
    while (bytes[at] === ZERO) at += 1;
    let point = -1;
    if (bytes[at] === DOT) {
      point = at;
      do at += 1;
      while (bytes[at] === ZERO);
    }
    // The first digit that is no zero is here; the point may come among the others.
    let digits = 0;
    let head = 0;
    let tail = 0;
    for (; ; at += 1) {
      const digit = bytes[at]! - ZERO;
      if (digit >= 0 && digit <= 9) {
        if (digits < HALF_DIGITS) head = (head * 10 + digit) | 0;
        else tail = (tail * 10 + digit) | 0; // more than another nine are not used
        digits = (digits + 1) | 0;
      } else if (digit === DOT - ZERO && point < 0) point = at;
      else break;
    }
    this.end = isMantissa(bytes, first, point, at) ? exponentEnd(bytes, at) : -1;
    if (this.end < 0) return NaN;
    if (digits <= 2 * HALF_DIGITS) {
      const places = point < 0 ? 0 : at - point - 1;
      const scale = this.end > at ? places - exponentOf(bytes, at, this.end) : places;
      const shift = digits > HALF_DIGITS ? POWERS[digits - HALF_DIGITS]! : 1;
      const magnitude = exactQuotient(head * shift, tail, scale);
      if (!Number.isNaN(magnitude)) return negative ? -magnitude : magnitude;
    }
    return Number(bytes.toString("latin1", start, this.end));
  }
}

/** Whether JSON would take the digits: some before the point, some after it, and no zero in front of others. */
function isMantissa(bytes: Buffer, first: number, point: number, end: number): boolean {
  const wholeEnd = point < 0 ? end : point;
  if (wholeEnd === first || point === end - 1) return false;
  return bytes[first] !== ZERO || wholeEnd === first + 1;
}

/** Where the exponent ends, or `start` where there is none; -1 where one is not whole. */
function exponentEnd(bytes: Buffer, start: number): number {
  const code = bytes[start];
  if (code !== LOWER_E && code !== UPPER_E) return start;
  const first = firstOfExponent(bytes, start);
  let at = first;
  while (bytes[at]! >= ZERO && bytes[at]! <= NINE) at += 1;
  return at === first ? -1 : at;
}

function firstOfExponent(bytes: Buffer, start: number): number {
  const sign = bytes[start + 1];
  return sign === PLUS || sign === MINUS ? start + 2 : start + 1;
}

function exponentOf(bytes: Buffer, start: number, end: number): number {
  let value = 0;
  for (let at = firstOfExponent(bytes, start); at < end; at += 1)
    value = value * 10 + bytes[at]! - ZERO;
  return bytes[start + 1] === MINUS ? -value : value;
}
