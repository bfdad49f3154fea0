import type * as Typescript from "@tslab/typescript-for-tslab";
import type { Ts } from "../tslab-modules.js";

/** "No overload matches this call.", "The last overload gave …", "Overload 1 of 2, '…', gave …". */
const NO_OVERLOAD = 2769;
const HEADINGS: ReadonlySet<number> = new Set([NO_OVERLOAD, 2770, 2772]);

/** "Argument of type …" is about a whole argument; what else is told of types is about a part of one. */
const ARGUMENT = 2345;

/** "… and 'x' does not exist in type …", and the same with a proposal. */
const UNKNOWN_PROPERTY: ReadonlySet<number> = new Set([2353, 2561]);

type Call = Typescript.CallExpression | Typescript.NewExpression;

/** Why one overload of a call does not match. */
interface Reason {
  readonly message: Typescript.DiagnosticMessageChain;
  /** What the reason is about; undefined where that is not found. */
  readonly node: Typescript.Node | undefined;
  /** The place of the argument in which the node lies; -1 without a node. */
  readonly argument: number;
}

/**
 * Of the reasons why no overload matches a call, the one of the overload that matches most arguments, at its place;
 * other diagnostics as they are.
 */
export function nearestOverload(
  ts: Ts,
  checker: Typescript.TypeChecker,
  diagnostic: Typescript.Diagnostic,
): Typescript.Diagnostic {
  const { file, start, length, messageText } = diagnostic;
  if (typeof messageText === "string" || messageText.code !== NO_OVERLOAD) return diagnostic;
  if (file === undefined || start === undefined || length === undefined) return diagnostic;
  const call = findCall(ts, file, start, start + length);
  const [nearest] = messages(messageText)
    .map((message) => reasonOf(ts, checker, call, message))
    .toSorted((a, b) => b.argument - a.argument);
  if (nearest === undefined) return diagnostic;
  const { message, node } = nearest;
  const place = node ? { start: node.getStart(file), length: node.getWidth(file) } : {};
  return { ...diagnostic, ...place, code: message.code, messageText: message };
}

function messages(
  message: Typescript.DiagnosticMessageChain,
): readonly Typescript.DiagnosticMessageChain[] {
  const { code, next = [] } = message;
  const isHeading = HEADINGS.has(code) || next.some((reason) => UNKNOWN_PROPERTY.has(reason.code));
  return isHeading ? next.flatMap(messages) : [message];
}

/** The innermost call that holds the places. */
function findCall(
  ts: Ts,
  file: Typescript.SourceFile,
  start: number,
  end: number,
): Call | undefined {
  let found: Call | undefined;
  const visit = (node: Typescript.Node): void => {
    if (node.pos > start || node.end < end) return;
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) found = node;
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function reasonOf(
  ts: Ts,
  checker: Typescript.TypeChecker,
  call: Call | undefined,
  message: Typescript.DiagnosticMessageChain,
): Reason {
  const quoted = /'([^]*?)'/.exec(message.messageText)?.[1];
  const isMeant = UNKNOWN_PROPERTY.has(message.code)
    ? (node: Typescript.Node): boolean => ts.isIdentifier(node) && node.text === quoted
    : (node: Typescript.Node): boolean => isOfType(ts, checker, node, quoted);
  const find = (node: Typescript.Node): Typescript.Node | undefined => {
    const isWhole = call?.arguments?.some((argument) => argument === node) ?? false;
    if (isWhole === (message.code === ARGUMENT) && isMeant(node)) return node;
    return ts.forEachChild(node, find);
  };
  const nodes = (call?.arguments ?? []).map(find);
  const argument = nodes.findIndex((node) => node !== undefined);
  return { message, node: nameOf(ts, nodes[argument]), argument };
}

/** The name of a property, at which TypeScript tells what is wrong with its value. */
function nameOf(ts: Ts, node: Typescript.Node | undefined): Typescript.Node | undefined {
  return node && ts.isPropertyAssignment(node.parent) ? node.parent.name : node;
}

function isOfType(
  ts: Ts,
  checker: Typescript.TypeChecker,
  node: Typescript.Node,
  text: string | undefined,
): boolean {
  if (!ts.isExpression(node)) return false;
  const type = checker.getTypeAtLocation(node);
  return [type, checker.getBaseTypeOfLiteralType(type)].some(
    (candidate) => checker.typeToString(candidate) === text,
  );
}
