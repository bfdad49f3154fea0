/** The greatest power of ten that a float holds exactly. */
const MOST = 22;

/** Powers of ten that a float holds exactly. */
export const POWERS: Float64Array = Float64Array.from({ length: MOST + 1 }, (_, exponent) =>
  Number(`1e${exponent}`),
);

/** Veltkamp's constant: splits a float of 53 bits into two of at most 26. */
const SPLITTER = 2 ** 27 + 1;
const POWERS_HIGH = POWERS.map(highPart);
const POWERS_LOW = POWERS.map((power, exponent) => power - POWERS_HIGH[exponent]!);

/** The correction below is known to about 52 bits; it is tried this much smaller and larger. */
const DOUBT = 2 ** -50;

/**
 * The float nearest to `(head + tail) / 10 ** scale`, or NaN where that is not certain. `head` is an exact integer,
 * `tail` a smaller one, and both are not negative.
 *
 * Source: the remainder of a division is a float, which Dekker's product finds (T. J. Dekker, A floating-point
 * technique for extending the available precision, Numerische Mathematik 18, 1971).
 */
export function exactQuotient(head: number, tail: number, scale: number): number {
  const sum = head + tail;
  const rest = tail - (sum - head);
  if (scale === 0 || sum === 0) return sum;
  if (scale > MOST || scale < -MOST) return NaN;
  if (scale < 0) return rest === 0 ? sum * POWERS[-scale]! : NaN;
  const quotient = sum / POWERS[scale]!;
  return rest === 0 ? quotient : corrected(quotient, sum, rest, scale);
}

/** The quotient of `sum + rest`, from that of `sum`. */
function corrected(quotient: number, sum: number, rest: number, scale: number): number {
  const power = POWERS[scale]!;
  const powerHigh = POWERS_HIGH[scale]!;
  const powerLow = POWERS_LOW[scale]!;
  const high = highPart(quotient);
  const low = quotient - high;
  const product = quotient * power;
  const error = high * powerHigh - product + high * powerLow + low * powerHigh + low * powerLow;
  const correction = (sum - product - error + rest) / power;
  const nearest = quotient + correction * (1 - DOUBT);
  return nearest === quotient + correction * (1 + DOUBT) ? nearest : NaN;
}

function highPart(value: number): number {
  const scaled = SPLITTER * value;
  return scaled - (scaled - value);
}
