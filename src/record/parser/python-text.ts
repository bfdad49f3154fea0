import { Float } from "../../store/format-params.js";

/** A value as Python's `str` has it: what exman puts into paths and gives to the types of arguments. */
export function pythonText(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "True" : "False";
  if (value === null || value === undefined) return "None";
  if (value instanceof Float) return `${numberText(value.value)}.0`;
  if (typeof value === "number") return numberText(value);
  if (value instanceof Date) return dateText(value);
  if (Array.isArray(value)) return `[${value.map(quoted).join(", ")}]`;
  return typeof value === "object" ? mappingText(value) : String(value);
}

function quoted(value: unknown): string {
  if (typeof value !== "string") return pythonText(value);
  const quote = value.includes("'") && !value.includes('"') ? '"' : "'";
  const escaped = value.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
  return `${quote}${quote === "'" ? escaped.replaceAll("'", "\\'") : escaped}${quote}`;
}

function mappingText(value: object): string {
  const items = Object.entries(value).map(([key, item]) => `${quoted(key)}: ${quoted(item)}`);
  return `{${items.join(", ")}}`;
}

/** As Python's `repr` of a float; a whole number is an int. */
function numberText(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  if (Object.is(value, -0)) return "-0.0";
  if (Number.isSafeInteger(value)) return String(value);
  const [digits, exponent] = value.toExponential().split("e");
  const power = Number(exponent);
  if (power >= 16 || power < -4)
    return `${digits}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

/** YAML's dates are midnights in UTC. */
function dateText(date: Date): string {
  const [day, time] = date
    .toISOString()
    .replace("Z", "")
    .replace(/\.000$/, "")
    .split("T");
  return time === "00:00:00" ? day! : `${day} ${time}`;
}
