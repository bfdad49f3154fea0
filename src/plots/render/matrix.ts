/** An affine map in SVG's and PDF's order: x' = a x + c y + e, y' = b x + d y + f. */
export type Matrix = readonly [number, number, number, number, number, number];

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

const STEP = /(\w+)\(([^)]*)\)/g;

/** Applies `inner` first, then `outer`. */
export function multiply(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = outer;
  const [g, h, i, j, k, l] = inner;
  return [
    a * g + c * h,
    b * g + d * h,
    a * i + c * j,
    b * i + d * j,
    a * k + c * l + e,
    b * k + d * l + f,
  ];
}

/** Where a point comes to lie. */
export function apply([a, b, c, d, e, f]: Matrix, x: number, y: number): [number, number] {
  return [a * x + c * y + e, b * x + d * y + f];
}

/** The map of a `transform` attribute; the identity without one. */
export function parseTransform(text: string | undefined): Matrix {
  let result = IDENTITY;
  for (const [, name = "", list = ""] of (text ?? "").matchAll(STEP)) {
    result = multiply(result, stepMatrix(name, list.split(/[\s,]+/).map(Number)));
  }
  return result;
}

function stepMatrix(name: string, [x = 0, y]: readonly number[]): Matrix {
  switch (name) {
    case "translate":
      return [1, 0, 0, 1, x, y ?? 0];
    case "scale":
      return [x, 0, 0, y ?? x, 0, 0];
    case "rotate": {
      const [sin, cos] = [Math.sin((x * Math.PI) / 180), Math.cos((x * Math.PI) / 180)];
      return [cos, sin, -sin, cos, 0, 0];
    }
    default:
      throw new Error(`The drawing has the transform '${name}', which is not known here.`);
  }
}
