import type { Page } from "playwright-core";

/**
 * The lowest contrast between a text and what lies behind it, among all texts within a selector: 1 for none, 21 for
 * black on white; 4.5 is what WCAG 2.1 asks of text. Source of the formula: its "relative luminance".
 */
export function lowestContrast(page: Page, within: string): Promise<number> {
  return page.evaluate(`(${LOWEST})(${JSON.stringify(within)})`);
}

const LOWEST = `(within) => {
  const numbers = (colour) => {
    const [red, green, blue, alpha = 1] = colour.match(/[\\d.]+/g).map(Number);
    return { channels: [red, green, blue], alpha };
  };
  const over = ({ channels, alpha }, ground) => channels.map((c, i) => alpha * c + (1 - alpha) * ground[i]);
  const luminance = (channels) => {
    const linear = channels.map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  const probe = document.body.appendChild(document.createElement("div"));
  probe.style.backgroundColor = "Canvas";
  const canvas = numbers(getComputedStyle(probe).backgroundColor).channels;
  probe.remove();
  const contrast = (element) => {
    const line = [];
    for (let one = element; one; one = one.parentElement) line.unshift(getComputedStyle(one));
    const ground = line.reduce((below, { backgroundColor }) => over(numbers(backgroundColor), below), canvas);
    const { channels, alpha } = numbers(line.at(-1).color);
    const opacity = line.reduce((product, style) => product * Number(style.opacity), alpha);
    const [low, high] = [luminance(ground), luminance(over({ channels, alpha: opacity }, ground))].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const hasText = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== "");
  const texts = [...document.querySelectorAll(within + " *:not(style)")].filter(hasText);
  return Math.min(...texts.map(contrast));
}`;
