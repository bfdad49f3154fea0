import type { Header, ParentHeader } from "../wire/message.js";

/** Requests that the session answers. */
export type SessionRequestType =
  | "execute_request"
  | "complete_request"
  | "inspect_request"
  | "is_complete_request";

/** A request on its way to the session; the next is sent when this one is answered. */
export interface SessionRequest {
  readonly type: "request";
  readonly id: number;
  readonly msgType: SessionRequestType;
  readonly content: Readonly<Record<string, unknown>>;
  readonly parent: Header;
}

/** What the worker says to the main thread. */
export type ToMain =
  | SessionRequest
  | { readonly type: "interrupt" }
  /** Asks whether the main thread is free to take notice. */
  | { readonly type: "ping" }
  /** All frames of the main thread were unwound. */
  | { readonly type: "terminated" }
  /** Lets an idle main thread run a frame, in which it can be paused. */
  | { readonly type: "wake" }
  | { readonly type: "shutdown" };

/**
 * What the main thread says to the worker. Contents are texts in JSON: a value that displays itself may hold what
 * threads cannot exchange.
 */
export type ToWorker =
  | { readonly type: "ready"; readonly languageInfo: object }
  | {
      readonly type: "publish";
      readonly parent: ParentHeader;
      readonly msgType: string;
      readonly content: string;
      readonly metadata: string;
    }
  | { readonly type: "reply"; readonly id: number; readonly content: string }
  /** The process ends once the worker has closed its sockets. */
  | { readonly type: "exiting" };

/** What the worker starts with. */
export interface WorkerData {
  readonly connectionFile: string;
  readonly shared: Int32Array;
}

/** Places in the memory that both threads share. */
export const SHARED = {
  /** How many interrupts, pings and shutdowns the main thread has taken notice of. */
  acknowledged: 0,
  /** 1 once the worker has closed its sockets. */
  closed: 1,
  /** 1 from an interrupt of the running request until the main thread takes notice of it. */
  interrupted: 2,
  length: 3,
} as const;
