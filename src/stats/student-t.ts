import { betaTails } from "./beta.js";
import { logGammaHalfStep } from "./log-gamma.js";
import { normalCentre, normalDensity, normalQuantile, normalTail } from "./normal.js";
import { symmetricQuantile } from "./symmetric-quantile.js";

/** From here on, Hill's series in 1/df is exact to double precision, and much faster than the beta function. */
const LARGE_DF = 1e5;

/** Tail and centre of the t distribution as seen from `t >= 0`: the areas beyond `t`, and between 0 and `t`. */
interface Areas {
  readonly tail: number;
  readonly centre: number;
}

/**
 * The normal deviate with the same tail as `t`, for large `df`.
 * Source: G. W. Hill, Algorithm 395: Student's t-distribution, CACM 13 (1970).
 */
function hillDeviate(t: number, df: number): number {
  const a = df - 0.5;
  const b = 48 * a * a;
  const y = a * Math.log1p((t / df) * t);
  const second = (((-0.4 * y - 3.3) * y - 24) * y - 85.5) / (0.8 * y * y + 100 + b);
  return ((second + y + 3) / b + 1) * Math.sqrt(y);
}

/** The first term of the tail's expansion at infinity, where `t * t` would overflow. */
function farTail(ratio: number, df: number): number {
  const scale = Math.exp(logGammaHalfStep(df / 2)) / (df * Math.sqrt(Math.PI));
  return scale * Math.pow(ratio, -df);
}

function areas(t: number, df: number): Areas {
  if (!(df > 0)) return { tail: NaN, centre: NaN };
  if (df === Infinity) return { tail: normalTail(t), centre: normalCentre(t) };
  if (df >= LARGE_DF) {
    const z = hillDeviate(t, df);
    return { tail: normalTail(z), centre: normalCentre(z) };
  }
  const ratio = t / Math.sqrt(df);
  if (ratio > 1e9 * (df + 1)) {
    const tail = farTail(ratio, df);
    return { tail, centre: 0.5 - tail };
  }
  const square = ratio * ratio;
  const { lower, upper } = betaTails(1 / (1 + square), square / (1 + square), df / 2, 0.5);
  return { tail: lower / 2, centre: upper / 2 };
}

function logDensity(t: number, df: number): number {
  const ratio = Math.abs(t) / Math.sqrt(df);
  const logSquare = ratio > 1e9 ? 2 * Math.log(ratio) : Math.log1p(ratio * ratio);
  return logGammaHalfStep(df / 2) - ((df + 1) / 2) * logSquare - 0.5 * Math.log(df * Math.PI);
}

/** The density of Student's t with `df > 0` degrees of freedom, `Infinity` included. R: `dt`. */
export function studentTDensity(t: number, df: number): number {
  if (df === Infinity) return normalDensity(t);
  return df > 0 ? Math.exp(logDensity(t, df)) : NaN;
}

/** The chance that Student's t with `df > 0` degrees of freedom is at most `t`. R: `pt`. */
export function studentTCdf(t: number, df: number): number {
  return t < 0 ? areas(-t, df).tail : 0.5 + areas(t, df).centre;
}

/** The chance that it is more than `t`, accurate in the far tail. R: `pt(lower.tail = FALSE)`. */
export function studentTUpper(t: number, df: number): number {
  return studentTCdf(-t, df);
}

/** The two-sided p-value of a statistic `t`: the chance of one at least as far from 0. */
export function studentTTwoSided(t: number, df: number): number {
  return 2 * areas(Math.abs(t), df).tail;
}

/** The `t` with `studentTCdf(t, df) = p`; NaN where `p` is outside [0, 1] or `df` is not positive. R: `qt`. */
export function studentTQuantile(p: number, df: number): number {
  if (!(df > 0)) return NaN;
  if (df === Infinity) return normalQuantile(p);
  return symmetricQuantile(p, {
    tail: (t) => areas(t, df).tail,
    centre: (t) => areas(t, df).centre,
    logDensity: (t) => logDensity(t, df),
  });
}
