import { createRequire } from "node:module";
import type * as ResvgModule from "@resvg/resvg-js";

const require = createRequire(import.meta.url);

/** Two equal bars and the one that differs: the picture of the kernel in a launcher. */
const LOGO = `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64" viewBox="0 0 64 64">
<rect width="64" height="64" rx="12" fill="#1f4e79"/>
<path d="M14 50V32M32 50V32" stroke="#fff" stroke-width="9"/>
<path d="M50 50V16" stroke="#f2a541" stroke-width="9"/>
</svg>
`;

/** The pictures that front ends look for beside `kernel.json`, by their names. */
export function logoFiles(): ReadonlyMap<string, string | Uint8Array> {
  return new Map<string, string | Uint8Array>([["logo-svg.svg", LOGO], ...pngFiles()]);
}

/** For the front ends that draw no SVG; none where the renderer's binary is missing, as a kernel does without. */
function pngFiles(): [string, Uint8Array][] {
  try {
    const { Resvg } = require("@resvg/resvg-js") as typeof ResvgModule;
    return [32, 64].map((size) => {
      const image = new Resvg(LOGO, { fitTo: { mode: "width", value: size } });
      return [`logo-${size}x${size}.png`, new Uint8Array(image.render().asPng())];
    });
  } catch {
    return [];
  }
}
