type Triple = readonly [number, number, number];

/** Kinds of colour vision, at full severity. */
export type Vision = "none" | "protanomaly" | "deuteranomaly" | "tritanomaly";

/** Source: Machado, Oliveira, Fernandes, "A physiologically-based model" (2009), severity 1.0, for linear RGB. */
const MATRICES: Readonly<Record<Vision, readonly [Triple, Triple, Triple]>> = {
  none: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanomaly: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranomaly: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanomaly: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** sRGB to XYZ, and the white of both. Source: IEC 61966-2-1. */
const TO_XYZ: readonly [Triple, Triple, Triple] = [
  [0.4124, 0.3576, 0.1805],
  [0.2126, 0.7152, 0.0722],
  [0.0193, 0.1192, 0.9505],
];
const WHITE: Triple = [0.9505, 1, 1.089];

/** How far two colours seem apart, as CIE's ΔE of 1976; about 2 is just seen side by side. */
export function colourDistance(one: string, other: string, vision: Vision = "none"): number {
  const [a, b] = [lab(one, vision), lab(other, vision)];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

/** Lightness, from 0 to 100: what is left in a print without colours. */
export function lightness(colour: string): number {
  return lab(colour, "none")[0];
}

/** Contrast of two colours, from 1 to 21. Source: WCAG 2.2, "contrast ratio". */
export function contrast(one: string, other: string): number {
  const [low, high] = [one, other].map((colour) => luminance(colour)).toSorted((a, b) => a - b);
  return (high! + 0.05) / (low! + 0.05);
}

function luminance(colour: string): number {
  return apply(TO_XYZ, linear(colour))[1];
}

function lab(colour: string, vision: Vision): Triple {
  const seen = apply(MATRICES[vision], linear(colour)).map((part) =>
    Math.min(1, Math.max(0, part)),
  );
  const xyz = apply(TO_XYZ, seen as unknown as Triple);
  const [x, y, z] = xyz.map((part, i) => cubeRoot(part / WHITE[i]!)) as unknown as Triple;
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function cubeRoot(part: number): number {
  return part > (6 / 29) ** 3 ? Math.cbrt(part) : part / (3 * (6 / 29) ** 2) + 4 / 29;
}

function linear(colour: string): Triple {
  return [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as unknown as Triple;
}

function apply(matrix: readonly [Triple, Triple, Triple], [a, b, c]: Triple): Triple {
  return matrix.map(([x, y, z]) => x * a + y * b + z * c) as unknown as Triple;
}
