const COMMENT_OR_TEXT =
  /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\[\s\S]|[^`\\])*`/g;
const BRACKETS = /\{[^{}]*\}|\([^()]*\)|\[[^[\]]*\]/g;
/** A declaration to its end: a line goes on after a comma or an operator, and where the next one begins with one. */
const DECLARATION =
  /(?<![\w$.])(?:let|var)\s+((?:[^;\n]|(?<=[,=|&?:+*/-][ \t]*)\n|\n(?=\s*[,=|&?:.+*/-]))+)/g;
const VARIABLE = /^\s*([\p{ID_Start}$_][\p{ID_Continue}$]*)\s*(?:$|[:=!])/u;

/** The variables that a cell in TypeScript or JavaScript declares by `let` and `var`, outside of all brackets. */
export function declaredVariables(source: string): ReadonlySet<string> {
  const text = withoutBrackets(
    source.replace(COMMENT_OR_TEXT, (part) => (part.startsWith("/") ? "" : '""')),
  );
  const declarators = [...text.matchAll(DECLARATION)].flatMap(([, list]) => list!.split(","));
  return new Set(declarators.flatMap((declarator) => VARIABLE.exec(declarator)?.[1] ?? []));
}

function withoutBrackets(text: string): string {
  const shorter = text.replace(BRACKETS, '""');
  return shorter === text ? text : withoutBrackets(shorter);
}
