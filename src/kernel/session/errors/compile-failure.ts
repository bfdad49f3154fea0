import { errorContent, type ErrorContent } from "./error-content.js";

/** Code that did not come to run, with what is told of it. */
export class CompileFailure extends Error {
  readonly content: ErrorContent;

  constructor(content: ErrorContent) {
    super(content.evalue);
    this.content = content;
  }
}

/** Content of the `error` message for what a cell was rejected with. */
export function failureContent(reason: unknown): ErrorContent {
  return reason instanceof CompileFailure ? reason.content : errorContent(reason);
}
