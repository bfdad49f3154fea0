import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Gpu } from "../store/recorded-facts.js";
import { readSmallText } from "../util/read-small-file.js";

const CARDS = "sys/class/drm";
/** Which the driver has that AMD gives out, not the one of the kernel. */
const DRIVER = "sys/module/amdgpu/version";
/** Comes with every program that draws. */
const NAMES = "usr/share/libdrm/amdgpu.ids";
const AMD = "0x1002";

/**
 * AMD's graphics cards, as the Linux kernel lists them; none elsewhere. No program is asked.
 *
 * @param root - The folder that `sys` and `usr` are in.
 */
export function readAmdGpus(root = "/"): Gpu[] {
  const cards = cardsIn(join(root, CARDS))
    .map((card) => join(root, CARDS, card, "device"))
    .filter((device) => lineOf(device, "vendor") === AMD);
  if (cards.length === 0) return [];
  const names = readSmallText(join(root, NAMES)) ?? "";
  const driver = lineOf(root, DRIVER);
  return cards.map((device) => {
    const memory = lineOf(device, "mem_info_vram_total");
    return {
      name: nameOf(device, names),
      ...(/^\d+$/.test(memory) && { memory: Number(memory) }),
      ...(driver !== "" && { driver }),
    };
  });
}

/** In their order; `card0-DP-1` is a socket of a card. */
function cardsIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^card\d+$/.test(name))
      .toSorted((a, b) => Number(a.slice(4)) - Number(b.slice(4)));
  } catch {
    return [];
  }
}

/** Server cards tell their name; that of any other is in a list of ids, else it is called by its id. */
function nameOf(device: string, names: string): string {
  const own = lineOf(device, "product_name");
  if (own !== "") return own;
  const [id, revision] = [lineOf(device, "device"), lineOf(device, "revision")];
  const start = `${digits(id)},\t${digits(revision)},\t`;
  const line = names.split("\n").find((each) => each.startsWith(start));
  return line?.slice(start.length).trim() ?? `AMD ${id}`;
}

/** `0x738c` as the list has it. */
function digits(id: string): string {
  return id.slice(2).toUpperCase();
}

function lineOf(folder: string, file: string): string {
  return (readSmallText(join(folder, file)) ?? "").trim();
}
