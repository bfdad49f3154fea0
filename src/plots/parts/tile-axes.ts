import { shortenText, textWidth } from "../font/text-width.js";
import type { SpecPart } from "../render/spec.js";
import { LABEL_SIZE } from "../look/theme.js";
import { axisTitle } from "../marks/value-axis.js";

/** Longest name, in px, turned below and beside. */
const TURNED_LIMIT = 150;
const BESIDE_LIMIT = 200;

/** Px of a line of turned text across its slot. */
const LINE = 15;

/** An axis on which name i stands at i. */
export interface NamesAxis {
  readonly title: string;
  readonly names: readonly string[];
  /** Of the whole axis, in px. */
  readonly length: number;
}

/** Names below; turned where one is wider than its slot, and every second or third where even so there is no room. */
export function namesBelow({ title, names, length }: NamesAxis): SpecPart {
  const slot = length / Math.max(1, names.length);
  const fits = names.every((name) => textWidth(name, LABEL_SIZE) <= slot - 4);
  const every = Math.max(1, Math.ceil(LINE / slot));
  return {
    ...plainAxis(title === "" ? [] : axisTitle(title, Math.max(length, 80)), every, names),
    labelExpr: labelsOf(names, fits ? Infinity : TURNED_LIMIT),
    ...(fits ? {} : { labelAngle: -40, labelAlign: "right", labelBaseline: "middle" }),
  };
}

/** Names at the left; only the first of several panels side by side has them. */
export function namesBeside({ title, names, length }: NamesAxis, isFirst: boolean): SpecPart {
  const every = Math.max(1, Math.ceil(LINE / (length / Math.max(1, names.length))));
  const common = plainAxis(
    isFirst && title !== "" ? axisTitle(title, Math.max(length, 80)) : [],
    every,
    names,
  );
  return isFirst
    ? { ...common, labelExpr: labelsOf(names, BESIDE_LIMIT) }
    : { ...common, labels: false };
}

/** Px that the names at the left take. */
export function besideWidth(names: readonly string[]): number {
  return Math.min(BESIDE_LIMIT, Math.max(0, ...names.map((name) => textWidth(name, LABEL_SIZE))));
}

function plainAxis(title: readonly string[], every: number, names: readonly string[]): SpecPart {
  return {
    title: title.length === 0 ? null : title,
    values: names.map((_, i) => i).filter((i) => i % every === 0),
    labelOverlap: false,
    labelPadding: 6,
    grid: false,
    ticks: false,
    domain: false,
  };
}

function labelsOf(names: readonly string[], limit: number): string {
  const short = names.map((name) => shortenText(name, limit, LABEL_SIZE));
  return `${JSON.stringify(short)}[datum.value]`;
}
