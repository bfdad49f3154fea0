/** Powers of ten that a float holds exactly. */
const POWERS = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
/** Up to here every integer of as many digits is exact. */
const EXACT_DIGITS = 15;

const ZERO = 48;
const NINE = 57;
const MINUS = 45;
const PLUS = 43;
const DOT = 46;
const LOWER_E = 101;
const UPPER_E = 69;

/**
 * Reads a number of JSON's grammar out of a longer text. `end` is where it ended, or -1 where no number began; a
 * short one is computed from its digits, exactly, without a text being cut out.
 */
export class NumberScanner {
  end = -1;

  scan(text: string, start: number): number {
    const negative = text.charCodeAt(start) === MINUS;
    const first = negative ? start + 1 : start;
    let at = digitsEnd(text, first);
    this.end = -1;
    if (at === first || (text.charCodeAt(first) === ZERO && at > first + 1)) return NaN;
    let places = 0;
    if (text.charCodeAt(at) === DOT) {
      const end = digitsEnd(text, at + 1);
      places = end - at - 1;
      if (places === 0) return NaN;
      at = end;
    }
    const mantissaEnd = at;
    at = exponentEnd(text, at);
    if (at < 0) return NaN;
    this.end = at;
    if (at > mantissaEnd || mantissaEnd - first > EXACT_DIGITS)
      return Number(text.slice(start, at));
    const magnitude = integerOf(text, first, mantissaEnd) / POWERS[places]!;
    return negative ? -magnitude : magnitude;
  }
}

function digitsEnd(text: string, start: number): number {
  let at = start;
  for (;;) {
    const code = text.charCodeAt(at);
    if (!(code >= ZERO && code <= NINE)) return at;
    at += 1;
  }
}

/** Where the exponent ends, or `start` where there is none; -1 where one is not whole. */
function exponentEnd(text: string, start: number): number {
  const code = text.charCodeAt(start);
  if (code !== LOWER_E && code !== UPPER_E) return start;
  const sign = text.charCodeAt(start + 1);
  const first = sign === PLUS || sign === MINUS ? start + 2 : start + 1;
  const end = digitsEnd(text, first);
  return end === first ? -1 : end;
}

/** The digits from `start` to `end` as an integer; the point among them counts for nothing. */
function integerOf(text: string, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code !== DOT) value = value * 10 + code - ZERO;
  }
  return value;
}
