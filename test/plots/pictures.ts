import { inflateSync } from "node:zlib";

/** A picture in memory, three bytes a pixel, on white. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

/** Reads a PNG of 8 bits with red, green, blue and opacity. Source: the PNG specification, section 9. */
export function readPng(png: Uint8Array): Picture {
  const file = Buffer.from(png);
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
  if (file.readUInt8(24) !== 8 || file.readUInt8(25) !== 6) throw new Error("Not 8 bits of RGBA.");
  const rows = unfilter(inflateSync(chunk(file, "IDAT")), 4 * width, height);
  const rgb = new Uint8Array(3 * width * height);
  for (let i = 0; i < width * height; i++) {
    const opacity = rows[4 * i + 3]! / 255;
    for (let part = 0; part < 3; part++)
      rgb[3 * i + part] = Math.round(rows[4 * i + part]! * opacity + 255 * (1 - opacity));
  }
  return { width, height, rgb };
}

/** The data of all chunks of a kind; empty where there is none. */
export function chunk(png: Uint8Array, kind: string): Buffer {
  const file = Buffer.from(png);
  const found: Buffer[] = [];
  for (let at = 8; at < file.length; at += 12 + file.readUInt32BE(at)) {
    const data = file.subarray(at + 8, at + 8 + file.readUInt32BE(at));
    if (file.toString("latin1", at + 4, at + 8) === kind) found.push(data);
  }
  return Buffer.concat(found);
}

function unfilter(data: Buffer, stride: number, height: number): Uint8Array {
  const out = new Uint8Array(stride * height);
  const at = (y: number, x: number): number => (x < 0 || y < 0 ? 0 : out[y * stride + x]!);
  for (let y = 0; y < height; y++) {
    const filter = data[y * (stride + 1)]!;
    for (let x = 0; x < stride; x++) {
      const [left, up, corner] = [at(y, x - 4), at(y - 1, x), x < 4 ? 0 : at(y - 1, x - 4)];
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]!;
      out[y * stride + x] = data[y * (stride + 1) + 1 + x]! + guess;
    }
  }
  return out;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const far = [left, up, corner].map((one) => Math.abs(guess - one));
  if (far[0]! <= far[1]! && far[0]! <= far[2]!) return left;
  return far[1]! <= far[2]! ? up : corner;
}

/** Reads what `pdftoppm` prints: a binary PPM. */
export function readPpm(ppm: Uint8Array): Picture {
  const head = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(
    Buffer.from(ppm.subarray(0, 60)).toString("latin1"),
  );
  if (head === null) throw new Error("Not a PPM.");
  return { width: Number(head[1]), height: Number(head[2]), rgb: ppm.subarray(head[0].length) };
}

/** Mean difference of two pictures, from 0 to 255, and the share of places where they differ by more than a fifth. */
export function pictureDifference(one: Picture, other: Picture): { mean: number; far: number } {
  const width = Math.min(one.width, other.width);
  const height = Math.min(one.height, other.height);
  let [sum, far] = [0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < 3 * width; x++) {
      const apart = Math.abs(one.rgb[3 * y * one.width + x]! - other.rgb[3 * y * other.width + x]!);
      sum += apart;
      if (apart > 51) far++;
    }
  }
  return { mean: sum / (3 * width * height), far: far / (3 * width * height) };
}
