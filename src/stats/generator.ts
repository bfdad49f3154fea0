import { normalQuantile } from "./normal.js";

/** A source of random draws, injected into everything that draws. */
export interface Generator {
  /** A number in (0, 1), 53 random bits; neither end occurs. */
  uniform(): number;
  /** An integer in [0, `below`), all equally likely, for 1 <= `below` <= 2^32. */
  int(below: number): number;
  /** A standard normal number. */
  normal(): number;
}

type State = [number, number, number, number];

/** Four words from one seed by splitmix64, as the authors of xoshiro advise. */
function seedState(seed: number): State {
  let word = BigInt(Number.isFinite(seed) ? Math.trunc(seed) : 0);
  const next = (): [number, number] => {
    word = BigInt.asUintN(64, word + 0x9e3779b97f4a7c15n);
    let z = word;
    z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
    z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn);
    z ^= z >> 31n;
    // Signed, as the operations on them leave them: a state of integers is many times as fast as one of doubles.
    return [Number(z & 0xffffffffn) | 0, Number(z >> 32n) | 0];
  };
  return [...next(), ...next()];
}

function rotateLeft(x: number, k: number): number {
  return (x << k) | (x >>> (32 - k));
}

/**
 * xoshiro128** 1.1: 32 random bits a call, period 2^128 - 1. The state is changed in place.
 * Source: Blackman and Vigna, Scrambled Linear Pseudorandom Number Generators (2021).
 */
export function xoshiro128(state: State): number {
  const result = Math.imul(rotateLeft(Math.imul(state[1], 5), 7), 9);
  const shifted = state[1] << 9;
  state[2] ^= state[0];
  state[3] ^= state[1];
  state[1] ^= state[2];
  state[0] ^= state[3];
  state[2] ^= shifted;
  state[3] = rotateLeft(state[3], 11);
  return result >>> 0;
}

/**
 * A generator whose draws are the same on every machine.
 *
 * @param seed - an integer; a fraction is dropped, and what is not finite counts as 0.
 */
export function seededGenerator(seed: number): Generator {
  const state = seedState(seed);
  const bits = (): number => xoshiro128(state);
  const uniform = (): number => ((bits() >>> 5) * 2 ** 26 + (bits() >>> 6) + 0.5) / 2 ** 53;
  const int = (below: number): number => {
    // Draws from the last, incomplete stretch of `below` integers are left out.
    for (;;) {
      const draw = bits();
      const rest = draw % below;
      if (draw - rest <= 2 ** 32 - below) return rest;
    }
  };
  return { uniform, int, normal: () => normalQuantile(uniform()) };
}
