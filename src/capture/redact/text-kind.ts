/**
 * What a text is: in a program, a value that is no literal is an expression and stays; in settings, a value goes to the end
 * of its line; in a command, to the next space; output is what a program printed, read as a command but for a line that is
 * one assignment.
 */
export type TextKind = "program" | "settings" | "command" | "output";
