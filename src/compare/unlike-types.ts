import { listWords } from "../util/list-words.js";
import type { Expression } from "./expression.js";

/** Types that a condition tells apart; null has none. */
type Type = "number" | "text" | "boolean" | "date" | "list" | "mapping";

const PLURALS: Readonly<Record<Type, string>> = {
  number: "numbers",
  text: "texts",
  boolean: "true or false",
  date: "dates",
  list: "lists",
  mapping: "mappings",
};

const SINGULARS: Readonly<Record<Type, string>> = {
  number: "a number",
  text: "a text",
  boolean: "true or false",
  date: "a date",
  list: "a list",
  mapping: "a mapping",
};

const EQUALITIES = ["==", "!="];
const ORDERS = ["<", "<=", ">", ">="];

/** A comparison that can have one answer only, because of types. */
export interface UnlikeTypes {
  readonly sentence: string;
  readonly start: number;
}

type Column = (name: string) => ArrayLike<unknown>;
type Binary = Expression & { kind: "binary" };

/**
 * The first comparison of a column with a value, or with another column, whose types have nothing in common, such as
 * `lr == '0.1'` where lr holds numbers: no row could match it. Undefined where there is none.
 */
export function unlikeTypes(
  nodes: readonly Expression[],
  valuesOf: Column,
): UnlikeTypes | undefined {
  const known = new Map<string, ReadonlySet<Type>>();
  const typesOfColumn = (name: string): ReadonlySet<Type> => {
    if (!known.has(name)) known.set(name, typesIn(valuesOf(name)));
    return known.get(name)!;
  };
  for (const node of nodes) {
    if (node.kind !== "binary") continue;
    const sentence = complaint(node, typesOfColumn);
    if (sentence !== undefined) return { sentence, start: node.start };
  }
  return undefined;
}

function complaint(
  { operator, left, right }: Binary,
  typesOfColumn: (name: string) => ReadonlySet<Type>,
): string | undefined {
  const typesOf = (side: Expression): ReadonlySet<Type> =>
    side.kind === "name" ? typesOfColumn(side.name) : typesIn(literals(side));
  if (operator === "in") return membershipComplaint(left, right, typesOf);
  if (![...EQUALITIES, ...ORDERS].includes(operator)) return undefined;
  const [column, other] = left.kind === "name" ? [left, right] : [right, left];
  if (column.kind !== "name") return undefined;
  return unlike(column.name, typesOf(column), other, typesOf(other));
}

function membershipComplaint(
  left: Expression,
  right: Expression,
  typesOf: (side: Expression) => ReadonlySet<Type>,
): string | undefined {
  if (right.kind === "name") {
    const types = typesOf(right);
    if (types.size === 0 || types.has("list")) return undefined;
    return `${right.name} holds ${words(types, PLURALS)} and no lists, so nothing is in it; write ${right.name} == … instead.`;
  }
  if (left.kind !== "name" || right.kind !== "list" || right.items.length === 0) return undefined;
  if (!right.items.every(({ kind }) => kind !== "name")) return undefined;
  const types = typesOf(left);
  const complaints = right.items.map((item) => unlike(left.name, types, item, typesOf(item)));
  return complaints.every((one) => one !== undefined) ? complaints[0] : undefined;
}

function unlike(
  name: string,
  types: ReadonlySet<Type>,
  other: Expression,
  wanted: ReadonlySet<Type>,
): string | undefined {
  if (types.size === 0 || wanted.size === 0) return undefined;
  const isDate = types.has("date") && wanted.has("text");
  if ([...wanted].some((type) => types.has(type)) || isDate || wanted.has("date")) return undefined;
  const what =
    other.kind === "name"
      ? `${other.name}, which holds ${words(wanted, PLURALS)}`
      : words(wanted, SINGULARS);
  return `${name} holds ${words(types, PLURALS)}, which never compare with ${what}; ${remedy(types, other)}.`;
}

function remedy(types: ReadonlySet<Type>, other: Expression): string {
  const value = other.kind === "literal" ? other.value : undefined;
  if (types.has("number") && typeof value === "string" && isNumber(value))
    return `write ${value.trim()} without quotes`;
  if (types.has("text") && typeof value === "number") return `write it in quotes, '${value}'`;
  return `compare it with ${words(types, SINGULARS)}`;
}

function isNumber(text: string): boolean {
  return text.trim() !== "" && !Number.isNaN(Number(text));
}

function words(types: ReadonlySet<Type>, names: Readonly<Record<Type, string>>): string {
  return listWords(
    [...types].map((type) => names[type]),
    "or",
  );
}

/** Values that an expression shows without a row: itself where it is a literal, a sign or a list. */
function literals(expression: Expression): readonly unknown[] {
  if (expression.kind === "literal") return [expression.value];
  if (expression.kind === "list") return [[]];
  const isSigned = expression.kind === "unary" && expression.operator === "-";
  return isSigned || expression.kind === "call" ? [0] : [];
}

function typesIn(values: ArrayLike<unknown>): ReadonlySet<Type> {
  const types = new Set<Type>();
  for (let index = 0; index < values.length; index += 1) {
    const type = typeOf(values[index]);
    if (type !== undefined) types.add(type);
  }
  return types;
}

function typeOf(value: unknown): Type | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === "string") return "text";
  if (typeof value === "boolean") return "boolean";
  if (typeof value === "number" || typeof value === "bigint") return "number";
  if (value instanceof Date) return "date";
  return Array.isArray(value) || ArrayBuffer.isView(value) ? "list" : "mapping";
}
