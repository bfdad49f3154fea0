/** Shows a number with a fixed count of decimals and a true minus sign; exponents where that would be unreadable. */
export function formatDecimals(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return formatNonFinite(value);
  if (decimals > 8 || Math.abs(value) >= 1e9) return formatSignificant(value, 3);
  const text = value.toFixed(Math.max(0, decimals));
  return (Number(text) === 0 ? text.replace("-", "") : text).replace("-", "−");
}

/** Shows a number with a count of significant digits, without trailing zeros and with a true minus sign. */
export function formatSignificant(value: number, digits: number): string {
  if (!Number.isFinite(value)) return formatNonFinite(value);
  const rounded = Number(value.toPrecision(digits));
  const text = Math.abs(rounded) >= 1e9 ? rounded.toExponential() : String(rounded);
  return text.replaceAll("-", "−");
}

/** Decimals that show the first `digits` significant digits of a size, such as an interval's half-width. */
export function decimalsFor(size: number, digits: number = 2): number {
  if (!Number.isFinite(size) || size === 0) return 3;
  return Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(size))));
}

/** A p-value with its relation, as papers print it: three decimals, `= 0.030`, or `< 0.001`. */
export function formatP(p: number): string {
  if (Number.isNaN(p)) return "not defined";
  return p < 0.001 ? "< 0.001" : `= ${p.toFixed(3)}`;
}

function formatNonFinite(value: number): string {
  return Number.isNaN(value) ? "–" : value > 0 ? "∞" : "−∞";
}
