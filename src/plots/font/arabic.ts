/** A character as it is drawn, and the text that it stands for. */
export interface DrawnCharacter {
  readonly drawn: string;
  readonly text: string;
}

/** Forms of a letter: isolated, final, initial, medial; the last two of letters that join on both sides only. */
type Forms = readonly string[];

const ARABIC = /\p{Script=Arabic}/u;
const MARK = /^\p{Mn}$/u;
const TATWEEL = "ـ";

/** Unicode's blocks of presentation forms, but for ligatures: each letter's forms stand side by side. */
const FORMS = [
  [0xfb50, 0xfbb1],
  [0xfbd3, 0xfbe7],
  [0xfbfc, 0xfbff],
  [0xfe80, 0xfefc],
] as const;

let known: ReadonlyMap<string, Forms> | undefined;

/** A text's characters, Arabic letters in the form that their neighbours ask for, lam and alef as one. */
export function joinArabic(text: string): DrawnCharacter[] {
  const characters = Array.from(text);
  if (!ARABIC.test(text)) return characters.map((one) => ({ drawn: one, text: one }));
  return joined(withLigatures(characters));
}

/** Every presentation form of the letters of a text, for the font that a browser joins them with. */
export function arabicForms(text: string): string {
  if (!ARABIC.test(text)) return "";
  const characters = Array.from(text);
  const pairs = characters.flatMap((one, i) =>
    one === "ل" ? [one + (characters[i + 1] ?? "")] : [],
  );
  return [...new Set([...characters, ...pairs])].flatMap((one) => formsOf(one)).join("");
}

function formsOf(letter: string): Forms {
  known ??= readForms();
  return known.get(letter) ?? [];
}

/** Unicode's own table, read backwards: a form's compatibility decomposition is its letter. */
function readForms(): Map<string, Forms> {
  const forms = new Map<string, string[]>();
  for (const [first, last] of FORMS) {
    for (let code = first; code <= last; code++) {
      const form = String.fromCodePoint(code);
      const letter = form.normalize("NFKC");
      if (letter !== form) forms.set(letter, [...(forms.get(letter) ?? []), form]);
    }
  }
  return forms;
}

function withLigatures(characters: readonly string[]): string[] {
  const units: string[] = [];
  for (const one of characters) {
    const last = units.at(-1);
    if (last === "ل" && formsOf(last + one).length > 0) units[units.length - 1] = last + one;
    else units.push(one);
  }
  return units;
}

function joined(units: readonly string[]): DrawnCharacter[] {
  const letters = units.filter((unit) => !MARK.test(unit));
  let at = -1;
  return units.map((unit) => {
    if (MARK.test(unit)) return { drawn: unit, text: unit };
    at++;
    const before = joinsNext(letters[at - 1]) && joinsPrevious(unit);
    const after = joinsNext(unit) && joinsPrevious(letters[at + 1]);
    const form = formsOf(unit)[(after ? 2 : 0) + (before ? 1 : 0)];
    // Two letters in one form keep its own character: readers of PDF take several for left-to-right.
    return { drawn: form ?? unit, text: unit.length === 1 ? unit : (form ?? unit) };
  });
}

function joinsNext(unit: string | undefined): boolean {
  return unit === TATWEEL || formsOf(unit ?? "").length >= 4;
}

function joinsPrevious(unit: string | undefined): boolean {
  return unit === TATWEEL || formsOf(unit ?? "").length >= 2;
}
