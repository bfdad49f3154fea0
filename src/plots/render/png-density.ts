import { crc32 } from "node:zlib";

/** A PNG's signature and its first chunk, which has the image's size. */
const HEADER = 8 + 25;

const METRES_PER_INCH = 0.0254;

/** A PNG that says how many pixels lie in an inch of paper. Source: the PNG specification, "pHYs". */
export function withDensity(png: Uint8Array, dpi: number): Uint8Array {
  const chunk = Buffer.alloc(21);
  const perMetre = Math.round(dpi / METRES_PER_INCH);
  chunk.writeUInt32BE(9, 0);
  chunk.write("pHYs", 4, "latin1");
  chunk.writeUInt32BE(perMetre, 8);
  chunk.writeUInt32BE(perMetre, 12);
  chunk.writeUInt8(1, 16);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 17)), 17);
  return new Uint8Array(Buffer.concat([png.subarray(0, HEADER), chunk, png.subarray(HEADER)]));
}
