import { COUNT, printedNumber } from "./scalar-number.js";

/** Where in a training a line was printed, as far as it says so. */
export interface LinePlace {
  /** Of the finest counter that the line has: the step, else the iteration, else what is within the epoch, else the epoch. */
  readonly step: number | undefined;
  /** How far that counts, as in `step 100/300`. */
  readonly total?: number | undefined;
  /** The epoch that the step is within. */
  readonly epoch?: number | undefined;
  /** True for names that are the step itself, and no statistics. */
  readonly isPlace: (name: string) => boolean;
}

const OF = String.raw`(?:\s*(?:/|of\s)\s*(?<total>${COUNT}))?`;

/** `step 3`, `Epoch: 3/100`, `[iter=3]`, `'step': 3`. */
function counter(word: string): RegExp {
  return new RegExp(
    String.raw`(?<![\w/])${word}["']?\s*[:=#]?\s*\[?'?(?<step>${COUNT})(?![\w.]*\w)(?!,\d)${OF}`,
    "i",
  );
}

const [STEP, ITERATION, EPOCH] = ["(?:global_?)?step", "iter(?:ation)?", "epoch"].map((word) => ({
  name: new RegExp(`^${word}$`, "i"),
  count: counter(word),
})) as [Counter, Counter, Counter];
/** After the epoch: `[640/60000 (1%)]`, a progress bar's `45/100`, `batch 45`. */
const WITHIN = [
  new RegExp(
    String.raw`(?<![:=]\s*|[^\s[|(])(?<step>${COUNT})\s?/\s*(?<total>${COUNT})(?![^\s\])|,:])`,
  ),
  counter("batch"),
];

interface Counter {
  readonly name: RegExp;
  readonly count: RegExp;
}

/** Finds where a line was printed. */
export function placeOf(line: string): LinePlace {
  const epoch = EPOCH.count.exec(line);
  for (const { name, count } of [STEP, ITERATION]) {
    const match = count.exec(line);
    if (match)
      return {
        ...counted(match),
        epoch: epoch?.groups && countOf(epoch.groups["step"]),
        isPlace: (one) => name.test(one),
      };
  }
  if (!epoch) return { step: undefined, isPlace: () => false };
  const isPlace = (name: string): boolean => EPOCH.name.test(name);
  const rest = line.slice(epoch.index + epoch[0].length).replace(/^\s*[:,]/, "");
  const within = WITHIN.map((one) => one.exec(rest)).find((match) => match !== null);
  if (!within) return { ...counted(epoch), isPlace };
  return { ...counted(within), epoch: countOf(epoch.groups!["step"]), isPlace };
}

function counted({ groups }: RegExpExecArray): {
  step: number | undefined;
  total: number | undefined;
} {
  return { step: countOf(groups!["step"]), total: countOf(groups!["total"]) };
}

function countOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : printedNumber(text);
}
