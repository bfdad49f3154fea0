import type { Transform } from "./functions.js";
import type { Response } from "./types.js";

/** A value of a transformed response in the unit of the statistic: the inverse of `applyTransform`. */
export function backTransform(name: Transform | undefined, value: number): number {
  switch (name) {
    case undefined:
      return value;
    case "log":
      return Math.exp(value);
    case "log2":
      return 2 ** value;
    case "log10":
      return 10 ** value;
    case "logit":
      return 1 / (1 + Math.exp(-value));
  }
}

/** A difference on the scale of a transform as a ratio; of odds for `logit`. */
export function ratioOf(name: Transform, difference: number): number {
  return name === "logit" ? Math.exp(difference) : backTransform(name, difference);
}

/** A ratio, such as a margin of 1.05, as a difference on the scale of the transform. */
export function differenceOf(name: Transform, ratio: number): number {
  return name === "logit" ? Math.log(ratio) : Math[name](ratio);
}

/** True where contrasts of a response are ratios, whose null value is 1. */
export function isRatio({ transform }: Pick<Response, "transform">): boolean {
  return transform !== undefined;
}

/** What a response is reported in: `val_loss` of `log(val_loss)`. */
export function measureName({ name, transform }: Pick<Response, "name" | "transform">): string {
  if (transform === undefined) return name;
  return name.slice(name.indexOf("(") + 1, -1).trim();
}
