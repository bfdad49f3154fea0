/** Publishes a message for everyone who watches, as a child of the running request. */
export interface Publish {
  /** `metadata` is the message's own, not that of displayed data, which is part of the content. */
  (msgType: string, content: object, metadata?: object): void;
}

/** An `execute_request`, as the protocol has it. */
export interface ExecuteRequest {
  readonly code: string;
  /** Nothing is published but errors and what the code prints; no count, no history. */
  readonly silent: boolean;
  readonly storeHistory: boolean;
  readonly userExpressions: Readonly<Record<string, string>>;
}

/** The notebook's variables and the cells that run in them; lives in the process's main thread. */
export interface Session {
  /**
   * Runs a cell, in a turn of the event loop of its own. Publishes `execute_input`, the outputs and the `error` before
   * it resolves to the content of the `execute_reply`. Never rejects for what the cell does.
   */
  execute(request: ExecuteRequest, publish: Publish): Promise<object>;
  /** Content of a `complete_reply`; the cursor counts Unicode code points. */
  complete(code: string, cursor: number): object;
  /** Content of an `inspect_reply`; the cursor counts Unicode code points. */
  inspect(code: string, cursor: number, detail: 0 | 1): object;
  /** Content of an `is_complete_reply`. */
  isComplete(code: string): object;
  /** Rejects what the running cell awaits; nothing where no cell runs. */
  interrupt(): void;
  /**
   * The inspector unwound every frame of the main thread, without their `finally`: ends the running cell as interrupted;
   * nothing where no cell runs.
   */
  terminated(): void;
  /** `language_info` of a `kernel_info_reply`, whole: name, version, mimetype, file_extension, codemirror_mode and so on. */
  readonly languageInfo: object;
  close(): void;
}
