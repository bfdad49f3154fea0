/** A step of an outline, absolute: a point to move or draw to, or a cubic curve with its two control points. */
export type PathStep =
  | { readonly kind: "move" | "line"; readonly to: Point }
  | { readonly kind: "curve"; readonly one: Point; readonly two: Point; readonly to: Point }
  | { readonly kind: "close" };

export type Point = readonly [number, number];

const COMMAND = /([a-zA-Z])([^a-zA-Z]*(?:[eE][-+]?\d[^a-zA-Z]*)*)/g;
const NUMBER = /[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/g;

/** Numbers that each command takes at a time. */
const ARGUMENTS: Readonly<Record<string, number>> = { M: 2, L: 2, H: 1, V: 1, C: 6, Q: 4, A: 7 };

/** Reads the `d` of a path. Quadratic curves and arcs become cubic curves. Source: SVG 2, "Path data". */
export function parsePath(data: string): PathStep[] {
  const steps: PathStep[] = [];
  let at: Point = [0, 0];
  let start: Point = at;
  for (const [, letter = "", list = ""] of data.matchAll(COMMAND)) {
    const command = letter.toUpperCase();
    if (command === "Z") {
      steps.push({ kind: "close" });
      at = start;
      continue;
    }
    const count = ARGUMENTS[command];
    if (count === undefined) throw new Error(`The drawing has the path command '${letter}'.`);
    const numbers = list.match(NUMBER)?.map(Number) ?? [];
    for (let i = 0; i + count <= numbers.length; i += count) {
      const own = absolute(command, numbers.slice(i, i + count), letter === command ? [0, 0] : at);
      const drawn = command === "M" && i > 0 ? "L" : command;
      const next = stepsOf(drawn, own, at);
      steps.push(...next);
      at = endOf(drawn, own, at);
      if (drawn === "M") start = at;
    }
  }
  return steps;
}

function absolute(command: string, numbers: readonly number[], [x, y]: Point): number[] {
  if (command === "H") return [numbers[0]! + x];
  if (command === "V") return [numbers[0]! + y];
  const first = command === "A" ? 5 : 0;
  return numbers.map((value, i) => (i < first ? value : value + ((i - first) % 2 === 0 ? x : y)));
}

function endOf(command: string, own: readonly number[], [x, y]: Point): Point {
  if (command === "H") return [own[0]!, y];
  if (command === "V") return [x, own[0]!];
  return [own.at(-2)!, own.at(-1)!];
}

function stepsOf(command: string, own: readonly number[], at: Point): PathStep[] {
  const to = endOf(command, own, at);
  switch (command) {
    case "M":
      return [{ kind: "move", to }];
    case "C":
      return [{ kind: "curve", one: [own[0]!, own[1]!], two: [own[2]!, own[3]!], to }];
    case "Q":
      return [quadratic(at, [own[0]!, own[1]!], to)];
    case "A":
      return arc(at, own, to);
    default:
      return [{ kind: "line", to }];
  }
}

function quadratic(from: Point, control: Point, to: Point): PathStep {
  const towards = ([x, y]: Point): Point => [
    x + (2 / 3) * (control[0] - x),
    y + (2 / 3) * (control[1] - y),
  ];
  return { kind: "curve", one: towards(from), two: towards(to), to };
}

/** An arc in pieces of a quarter turn or less. Source: SVG 2, "Elliptical arc implementation notes". */
function arc(from: Point, own: readonly number[], to: Point): PathStep[] {
  const [wantedX, wantedY, turn, large, sweep] = own as [number, number, number, number, number];
  const [cos, sin] = [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)];
  const [halfX, halfY] = [(from[0] - to[0]) / 2, (from[1] - to[1]) / 2];
  const [x, y] = [cos * halfX + sin * halfY, cos * halfY - sin * halfX];
  if (wantedX === 0 || wantedY === 0) return [{ kind: "line", to }];
  const grow = Math.sqrt(Math.max(1, (x / wantedX) ** 2 + (y / wantedY) ** 2));
  const [rx, ry] = [Math.abs(wantedX) * grow, Math.abs(wantedY) * grow];
  const [alongX, alongY] = [(rx * y) ** 2, (ry * x) ** 2];
  if (alongX + alongY === 0) return [];
  const distance = Math.sqrt(Math.max(0, (rx * ry) ** 2 / (alongX + alongY) - 1));
  const side = large === sweep ? -distance : distance;
  const [cx, cy] = [(side * rx * y) / ry, (-side * ry * x) / rx];
  const start = Math.atan2((y - cy) / ry, (x - cx) / rx);
  const end = Math.atan2((-y - cy) / ry, (-x - cx) / rx);
  const angle = sweep === 1 ? positive(end - start) : -positive(start - end);
  const point = (px: number, py: number): Point => [
    cos * (px + cx) - sin * (py + cy) + (from[0] + to[0]) / 2,
    sin * (px + cx) + cos * (py + cy) + (from[1] + to[1]) / 2,
  ];
  return arcCurves(start, angle, (ux, uy) => point(rx * ux, ry * uy));
}

function positive(angle: number): number {
  return angle < 0 ? angle + 2 * Math.PI : angle;
}

/** Curves along the unit circle, each point mapped. */
function arcCurves(start: number, angle: number, map: (x: number, y: number) => Point): PathStep[] {
  const count = Math.max(1, Math.ceil(Math.abs(angle) / (Math.PI / 2) - 1e-9));
  const part = angle / count;
  const reach = (4 / 3) * Math.tan(part / 4);
  return Array.from({ length: count }, (_, i): PathStep => {
    const [a, b] = [start + i * part, start + (i + 1) * part];
    const [ax, ay, bx, by] = [Math.cos(a), Math.sin(a), Math.cos(b), Math.sin(b)];
    return {
      kind: "curve",
      one: map(ax - reach * ay, ay + reach * ax),
      two: map(bx + reach * by, by - reach * bx),
      to: map(bx, by),
    };
  });
}
