import type * as Typescript from "@tslab/typescript-for-tslab";
import type { Ts } from "./tslab-modules.js";

type Call = Typescript.CallExpression | Typescript.NewExpression;
type QuickInfo = (
  file: Typescript.SourceFile,
  checker: Typescript.TypeChecker,
  token: unknown,
  position: number,
) => Typescript.QuickInfo | undefined;

/** TypeScript's information on what stands at a place, or else on the function whose arguments are written there. */
export function quickInfo(ts: Ts): QuickInfo {
  const atPosition = Reflect.get(ts, "getQuickInfoAtPosition") as QuickInfo;
  return (file, checker, token, position) => {
    const info = atPosition(file, checker, token, position);
    if (info) return info;
    const call = callAround(ts, file, position);
    return call && atPosition(file, checker, token, nameOf(ts, call).getStart(file));
  };
}

function nameOf(ts: Ts, { expression }: Call): Typescript.Node {
  return ts.isPropertyAccessExpression(expression) ? expression.name : expression;
}

/** The innermost call between whose parentheses the place is, closed or not; a function's body is its end. */
function callAround(ts: Ts, file: Typescript.SourceFile, position: number): Call | undefined {
  const token = ts.findPrecedingToken(position, file);
  for (let node = token; node && !ts.isBlock(node); node = node.parent)
    if (isCall(ts, node) && isBetween(ts, token!, node)) return node;
  return undefined;
}

function isCall(ts: Ts, node: Typescript.Node): node is Call {
  return ts.isCallExpression(node) || ts.isNewExpression(node);
}

function isBetween(ts: Ts, token: Typescript.Node, call: Call): boolean {
  const isEnd = token.kind === ts.SyntaxKind.CloseParenToken && token.end === call.end;
  return token.pos >= call.expression.end && !isEnd;
}
