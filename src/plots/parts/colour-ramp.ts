import type { Domain } from "../marks/domain.js";
import { innerDomain } from "../marks/inner-domain.js";

/** From light to dark, so that it reads in print and with any colour vision. */
const STOPS = [
  [226, 238, 247],
  [86, 160, 207],
  [0, 84, 140],
  [4, 36, 66],
] as const;

const TWO_DECADES = 100;

/** Colours of values. */
export interface Ramp {
  /** The values with the first and the last colour; what lies beyond has the same. */
  readonly domain: Domain;
  /** True where equal ratios are equal steps of colour. */
  readonly isLog: boolean;
  /** The value at a share of the way from the first colour to the last. */
  readonly valueAt: (share: number) => number;
  /** Whether there are values below and above the domain. */
  readonly beyond: readonly [boolean, boolean];
  /** The colour of a value. */
  readonly colourOf: (value: number) => string;
  /** The ink that can be read on it. */
  readonly inkOf: (value: number) => string;
}

export interface RampOptions {
  /** True where equal ratios are equal steps of colour; for positive values only. Default: where they span two decades. */
  readonly log?: boolean;
  /** True where the smallest value is the darkest. */
  readonly reverse?: boolean;
}

/**
 * A ramp over these values, those that are not finite aside. A few values far out, as of runs that blew up, share the
 * last colour, so that the others can be told apart. Where all are one value, that one has a middle colour.
 */
export function colourRamp(values: readonly number[], options: RampOptions = {}): Ramp {
  const finite = values.filter(Number.isFinite);
  const isLog = isLogRamp(finite, options);
  const along = (value: number): number => (isLog ? Math.log(value) : value);
  const domain = innerDomain(finite, along);
  const [low, high] = [along(domain[0]), along(domain[1])];
  const shareOf = (value: number): number => {
    if (!(high > low)) return 0.5;
    // Halved, since the range of very large numbers overflows.
    const share = (along(value) / 2 - low / 2) / (high / 2 - low / 2);
    return options.reverse === true ? 1 - share : share;
  };
  return {
    domain,
    isLog,
    valueAt: (share) => {
      const [one, other] = [low * (1 - share), high * share];
      return isLog ? Math.exp(one + other) : one + other;
    },
    beyond: [finite.some((value) => value < domain[0]), finite.some((value) => value > domain[1])],
    colourOf: (value) => hex(mixed(shareOf(value))),
    inkOf: (value) => (luminance(mixed(shareOf(value))) > 0.28 ? "#1f1f1f" : "#ffffff"),
  };
}

function isLogRamp(values: readonly number[], { log }: RampOptions): boolean {
  if (values.length === 0 || values.some((value) => value <= 0)) return false;
  const [low, high] = innerDomain(values, Math.log);
  return log ?? high / low >= TWO_DECADES;
}

function mixed(share: number): number[] {
  const place = Math.max(0, Math.min(1, share)) * (STOPS.length - 1);
  const i = Math.min(STOPS.length - 2, Math.floor(place));
  return [0, 1, 2].map((channel) => {
    const [from, to] = [STOPS[i]![channel]!, STOPS[i + 1]![channel]!];
    return Math.round(from + (place - i) * (to - from));
  });
}

function hex(rgb: readonly number[]): string {
  return `#${rgb.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}

/** Relative luminance. Source: WCAG 2.2, "relative luminance". */
function luminance(rgb: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
