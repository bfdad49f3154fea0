import type { LineScalars } from "./scalar-pattern.js";

/** Numbers of one step. */
export interface StepScalars {
  readonly step: number;
  readonly values: Readonly<Record<string, number>>;
}

/** What was printed of a name. */
interface Printed {
  readonly step: number;
  readonly total: number | undefined;
  readonly epoch: number | undefined;
  /** What its steps are counted on from. */
  readonly offset: number;
  /** The last step that was given. */
  readonly last: number;
}

const NOTHING: Printed = {
  step: -Infinity,
  total: undefined,
  epoch: undefined,
  offset: 0,
  last: -1,
};

/**
 * Gives every number of an output a step of its own, above that of the number of its name before it: the printed one,
 * where it goes on, as after the 300 of an epoch, where it begins again, and one more, where it stays. A line without a
 * step comes one after the line before it.
 */
export class StepCounter {
  readonly #names = new Map<string, Printed>();
  #next = 0;
  #problem: string | null = null;

  /** What is not plain about the steps, the first such thing, as a part of a sentence; null where there is none. */
  get problem(): string | null {
    return this.#problem;
  }

  /** The numbers of a line by their steps. */
  next({ values, ...place }: LineScalars): StepScalars[] {
    const steps = new Map<number, Record<string, number>>();
    for (const [name, value] of Object.entries(values)) {
      const step = this.#stepOf(name, place);
      const others = steps.get(step);
      if (others) others[name] = value;
      else steps.set(step, { [name]: value });
    }
    for (const step of steps.keys()) this.#next = Math.max(this.#next, Math.floor(step) + 1);
    return [...steps].map(([step, numbers]) => ({ step, values: numbers }));
  }

  #stepOf(name: string, { step, total, epoch }: Omit<LineScalars, "values">): number {
    const before = this.#names.get(name) ?? NOTHING;
    if (step === undefined) {
      const next = Math.max(this.#next, before.last + 1);
      this.#names.set(name, { ...before, last: next });
      return next;
    }
    const isNewEpoch = epoch !== undefined && before.epoch !== undefined && epoch !== before.epoch;
    const counted = offsetOf(before, step, isNewEpoch) + step;
    const given = counted > before.last ? counted : before.last + 1;
    this.#names.set(name, { step, total, epoch, offset: given - step, last: given });
    if (step <= before.step && !isNewEpoch)
      this.#problem ??= `${name} was printed at step ${step} after step ${before.step}: it is recorded at step ${given}, and its steps count on from there`;
    return given;
  }
}

/** A step that begins again is counted on from the end of its round, as far as that is known. */
function offsetOf({ step, total, offset }: Printed, next: number, isNewEpoch: boolean): number {
  const isAgain = next < step || (next === step && isNewEpoch);
  return isAgain ? offset + Math.max(step, total ?? step) : offset;
}
