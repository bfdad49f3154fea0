/** Greek letters by LaTeX's names; capitals that look like Latin ones have no name there. */
const GREEK: Readonly<Record<string, string>> = {
  α: "alpha",
  β: "beta",
  γ: "gamma",
  δ: "delta",
  ε: "varepsilon",
  ϵ: "epsilon",
  ζ: "zeta",
  η: "eta",
  θ: "theta",
  ϑ: "vartheta",
  ι: "iota",
  κ: "kappa",
  λ: "lambda",
  μ: "mu",
  µ: "mu",
  ν: "nu",
  ξ: "xi",
  π: "pi",
  ρ: "rho",
  σ: "sigma",
  ς: "varsigma",
  τ: "tau",
  υ: "upsilon",
  φ: "varphi",
  ϕ: "phi",
  χ: "chi",
  ψ: "psi",
  ω: "omega",
  Γ: "Gamma",
  Δ: "Delta",
  Θ: "Theta",
  Λ: "Lambda",
  Ξ: "Xi",
  Π: "Pi",
  Σ: "Sigma",
  Υ: "Upsilon",
  Φ: "Phi",
  Ψ: "Psi",
  Ω: "Omega",
};

const SIGNS: Readonly<Record<string, string>> = {
  "×": "times",
  "÷": "div",
  "±": "pm",
  "∓": "mp",
  "·": "cdot",
  "≤": "leq",
  "≥": "geq",
  "≠": "neq",
  "≈": "approx",
  "≡": "equiv",
  "∼": "sim",
  "∝": "propto",
  "∞": "infty",
  "√": "surd",
  "∑": "sum",
  "∏": "prod",
  "∂": "partial",
  "∇": "nabla",
  "∈": "in",
  "→": "rightarrow",
  "←": "leftarrow",
  "↔": "leftrightarrow",
  "↑": "uparrow",
  "↓": "downarrow",
  "⇒": "Rightarrow",
};

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const LOWERED = "₀₁₂₃₄₅₆₇₈₉";

/** Unicode's own sign for it: between two hyphens, which LaTeX would join to a dash. */
const NO_LIGATURE = "\u200c";

const TEXTS: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "~": "$\\sim$",
  "^": "\\textasciicircum{}",
  "<": "\\textless{}",
  ">": "\\textgreater{}",
  "|": "\\textbar{}",
  "–": "--",
  "−": "$-$",
  "⁻": "$^-$",
  [NO_LIGATURE]: "{}",
};

const SPECIAL: ReadonlyMap<string, string> = new Map([
  ...Object.entries(TEXTS),
  ...Array.from("&%$#_{}", (sign): [string, string] => [sign, `\\${sign}`]),
  ...Object.entries({ ...GREEK, ...SIGNS }).map(([sign, name]): [string, string] => [
    sign,
    `$\\${name}$`,
  ]),
  ...Array.from(RAISED, (digit, i): [string, string] => [digit, `$^${i}$`]),
  ...Array.from(LOWERED, (digit, i): [string, string] => [digit, `$_${i}$`]),
]);

/**
 * A text as LaTeX prints it, for captions, cells and paragraphs: special characters are escaped, Greek letters and
 * signs of mathematics are in math mode, line breaks are spaces. Letters that pdfLaTeX's fonts do not have, such as
 * Chinese ones, stay: LuaLaTeX and XeLaTeX print them.
 */
export function escapeLatex(text: string): string {
  const characters = Array.from(
    text
      .normalize("NFC")
      .replace(/\s+/g, " ")
      .replace(/-(?=-)/g, `-${NO_LIGATURE}`),
    (character) => SPECIAL.get(character) ?? character,
  );
  return (
    characters
      .join("")
      .replace(/(?<=^|[\s([{])"(?=\S)/g, "``")
      .replaceAll('"', "''")
      // A cell that began so would be read as an option of the line's end before it.
      .replace(/^[[*]/, (character) => `{${character}}`)
  );
}
