const RAISED: Readonly<Record<string, string>> = {
  "-": "⁻",
  "0": "⁰",
  "1": "¹",
  "2": "²",
  "3": "³",
  "4": "⁴",
  "5": "⁵",
  "6": "⁶",
  "7": "⁷",
  "8": "⁸",
  "9": "⁹",
};

/** Below this a number is written in full. */
const LARGE = 1e5;

/** A number in full, with a true minus sign, or as `10⁹` and `1.5·10⁷` where it is large and that is shorter. */
export function powerText(value: number): string {
  const plain = String(value);
  if (!Number.isFinite(value)) return plain;
  const [digits = "", exponent = ""] = value.toExponential().split("e");
  const mantissa = { "1": "", "-1": "-" }[digits] ?? `${digits}·`;
  const raised = Array.from(exponent.replace("+", ""), (sign) => RAISED[sign]).join("");
  const power = `${mantissa}10${raised}`;
  const isShorter = Math.abs(value) >= LARGE && power.length < plain.length;
  return (isShorter || plain.includes("e") ? power : plain).replace("-", "−");
}
