/** Contours of cubic curves: a start, and for each curve two control points and an end. */
export type CubicContour = readonly CubicPoint[];
export type CubicPoint = readonly [x: number, y: number];

/** Subroutines that a glyph's program may call. */
export interface Subroutines {
  readonly global: readonly Buffer[];
  readonly local: readonly Buffer[];
}

/** Calls within calls that a program may have. */
const MOST_CALLS = 10;

/** Runs a glyph's program: its contours, in font units. Source: Adobe Technical Note 5177. */
export function charstringPath(program: Buffer, subroutines: Subroutines): CubicContour[] {
  const pen = new Pen(subroutines);
  pen.run(program, 0);
  return pen.contours;
}

class Pen {
  readonly contours: CubicPoint[][] = [];
  readonly #subroutines: Subroutines;
  #numbers: number[] = [];
  #hints = 0;
  #at: CubicPoint = [0, 0];

  constructor(subroutines: Subroutines) {
    this.#subroutines = subroutines;
  }

  /** Whether the glyph goes on after the program. */
  run(program: Buffer, calls: number): boolean {
    for (let at = 0; at < program.length;) {
      const first = program.readUInt8(at++);
      if (first >= 32 || first === 28) {
        const [value, length] = readNumber(program, at, first);
        this.#numbers.push(value);
        at += length;
      } else if (first === 10 || first === 29) {
        const { local, global } = this.#subroutines;
        if (!this.#call(first === 10 ? local : global, calls)) return false;
      } else if (first === 11) return true;
      else if (first === 14) return false;
      else if (first === 12) this.#flex(program.readUInt8(at++));
      else {
        this.#draw(first);
        if (first === 19 || first === 20) at += Math.ceil(this.#hints / 8);
      }
    }
    return true;
  }

  #call(subroutines: readonly Buffer[], calls: number): boolean {
    const bias = subroutines.length < 1240 ? 107 : subroutines.length < 33_900 ? 1131 : 32_768;
    const program = subroutines[(this.#numbers.pop() ?? 0) + bias];
    if (program === undefined || calls === MOST_CALLS)
      throw new Error("A glyph of the font calls a subroutine that is not there.");
    return this.run(program, calls + 1);
  }

  /** One operator, with the numbers before it. */
  #draw(operator: number): void {
    const numbers = this.#numbers;
    this.#numbers = [];
    switch (operator) {
      case 1:
      case 3:
      case 18:
      case 19:
      case 20:
      case 23:
        this.#hints += Math.floor(numbers.length / 2);
        return;
      case 4:
        return this.#move(0, numbers.at(-1) ?? 0);
      case 21:
        return this.#move(numbers.at(-2) ?? 0, numbers.at(-1) ?? 0);
      case 22:
        return this.#move(numbers.at(-1) ?? 0, 0);
      case 5:
        return this.#lines(numbers);
      case 6:
      case 7:
        return this.#straightLines(numbers, operator === 6);
      case 8:
        return this.#curves(numbers);
      case 24:
        this.#curves(numbers.slice(0, -2));
        return this.#lines(numbers.slice(-2));
      case 25:
        this.#lines(numbers.slice(0, -6));
        return this.#curves(numbers.slice(-6));
      case 26:
      case 27:
        return this.#parallelCurves(numbers, operator === 27);
      case 30:
      case 31:
        return this.#turningCurves(numbers, operator === 31);
      default:
        throw new Error(`A glyph of the font has the operator ${operator}.`);
    }
  }

  #move(dx: number, dy: number): void {
    this.#at = [this.#at[0] + dx, this.#at[1] + dy];
    this.contours.push([this.#at]);
  }

  #lines(numbers: readonly number[]): void {
    for (let i = 0; i + 2 <= numbers.length; i += 2) this.#line(numbers[i]!, numbers[i + 1]!);
  }

  #straightLines(numbers: readonly number[], isLevelFirst: boolean): void {
    for (const [i, length] of numbers.entries())
      if ((i % 2 === 0) === isLevelFirst) this.#line(length, 0);
      else this.#line(0, length);
  }

  #curves(numbers: readonly number[]): void {
    for (let i = 0; i + 6 <= numbers.length; i += 6) this.#curve(...six(numbers.slice(i, i + 6)));
  }

  /** Curves that begin and end level, or both upright. */
  #parallelCurves(numbers: readonly number[], isLevel: boolean): void {
    let aside = numbers.length % 4 === 0 ? 0 : numbers[0]!;
    for (let i = numbers.length % 4 === 0 ? 0 : 1; i + 4 <= numbers.length; i += 4) {
      const [a, b, c, d] = six(numbers.slice(i, i + 4));
      if (isLevel) this.#curve(a, aside, b, c, d, 0);
      else this.#curve(aside, a, b, c, 0, d);
      aside = 0;
    }
  }

  /** Curves that begin level and end upright, and the other way round in turns. */
  #turningCurves(numbers: readonly number[], isLevelFirst: boolean): void {
    let isLevel = isLevelFirst;
    for (let i = 0; i + 4 <= numbers.length; i += 4) {
      const [a, b, c, d] = six(numbers.slice(i, i + 4));
      const aside = numbers.length - i === 5 ? numbers.at(-1)! : 0;
      if (isLevel) this.#curve(a, 0, b, c, aside, d);
      else this.#curve(0, a, b, c, d, aside);
      isLevel = !isLevel;
    }
  }

  /** Two curves that are nearly straight together. */
  #flex(operator: number): void {
    const n = this.#numbers;
    this.#numbers = [];
    switch (operator) {
      case 34:
        this.#curve(n[0]!, 0, n[1]!, n[2]!, n[3]!, 0);
        return this.#curve(n[4]!, 0, n[5]!, -n[2]!, n[6]!, 0);
      case 35:
        return this.#curves(n.slice(0, 12));
      case 36:
        this.#curve(n[0]!, n[1]!, n[2]!, n[3]!, n[4]!, 0);
        return this.#curve(n[5]!, 0, n[6]!, n[7]!, n[8]!, -(n[1]! + n[3]! + n[7]!));
      case 37: {
        const dx = n[0]! + n[2]! + n[4]! + n[6]! + n[8]!;
        const dy = n[1]! + n[3]! + n[5]! + n[7]! + n[9]!;
        const last = Math.abs(dx) > Math.abs(dy) ? [n[10]!, -dy] : [-dx, n[10]!];
        return this.#curves([...n.slice(0, 10), ...last]);
      }
      default:
        throw new Error(`A glyph of the font has the operator 12 ${operator}.`);
    }
  }

  /** A line is a curve whose control points lie on its ends. */
  #line(dx: number, dy: number): void {
    this.#curve(0, 0, dx, dy, 0, 0);
  }

  #curve(ax: number, ay: number, bx: number, by: number, cx: number, cy: number): void {
    const one: CubicPoint = [this.#at[0] + ax, this.#at[1] + ay];
    const two: CubicPoint = [one[0] + bx, one[1] + by];
    this.#at = [two[0] + cx, two[1] + cy];
    this.contours.at(-1)?.push(one, two, this.#at);
  }
}

type Six = [number, number, number, number, number, number];

function six([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0]: readonly number[]): Six {
  return [a, b, c, d, e, f];
}

function readNumber(program: Buffer, at: number, first: number): [value: number, length: number] {
  if (first === 28) return [program.readInt16BE(at), 2];
  if (first < 247) return [first - 139, 0];
  if (first < 251) return [(first - 247) * 256 + program.readUInt8(at) + 108, 1];
  if (first < 255) return [-(first - 251) * 256 - program.readUInt8(at) - 108, 1];
  return [program.readInt32BE(at) / 65_536, 4];
}
