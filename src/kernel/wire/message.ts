import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { CeterisError } from "../../util/error.js";
import { wellFormedJson } from "../../util/well-formed-json.js";

/** What a message says of itself. `date` is in ISO 8601, `version` that of the protocol. */
export interface Header {
  readonly msg_id: string;
  readonly msg_type: string;
  readonly session: string;
  readonly username: string;
  readonly date: string;
  readonly version: string;
}

/** The header of the request that a message answers; empty where it answers none. */
export type ParentHeader = Header | Readonly<Record<string, never>>;

/** What a message says; its fields depend on the type. */
export type Content = Readonly<Record<string, unknown>>;

/** A message of Jupyter's protocol. */
export interface Message {
  /** Frames by which a router finds its peer, or the topic of a published message. */
  readonly identities: readonly Buffer[];
  readonly header: Header;
  readonly parent: ParentHeader;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly content: Content;
  /** Binary data after the four signed frames. */
  readonly buffers: readonly Buffer[];
}

/** The version of the messaging protocol that is spoken here. */
export const PROTOCOL_VERSION = "5.3";

const DELIMITER = Buffer.from("<IDS|MSG>");
const SIGNED_FRAMES = 4;

/** A header for a new message of a session. */
export function newHeader(msgType: string, session: string, username: string): Header {
  return {
    msg_id: randomUUID(),
    msg_type: msgType,
    session,
    username,
    date: new Date().toISOString(),
    version: PROTOCOL_VERSION,
  };
}

/** The frames of a message, signed with the connection's key; an empty key signs nothing. */
export function encodeMessage(message: Message, key: string): Buffer[] {
  const { header, parent, metadata, content } = message;
  const parts = [header, parent, metadata, content].map((part) =>
    Buffer.from(wellFormedJson(part)),
  );
  const signature = Buffer.from(sign(parts, key));
  return [...message.identities, DELIMITER, signature, ...parts, ...message.buffers];
}

/**
 * Reads the frames of a message.
 *
 * @throws CeterisError with code `KERNEL` where frames are missing, the signature is not that of the key, or a frame is
 * not a JSON object.
 */
export function decodeMessage(frames: readonly Buffer[], key: string): Message {
  const delimiter = frames.findIndex((frame) => frame.equals(DELIMITER));
  const signed = frames.slice(delimiter + 2, delimiter + 2 + SIGNED_FRAMES);
  if (delimiter < 0 || signed.length < SIGNED_FRAMES)
    throw invalid(`has ${frames.length} frames, not a signature and four parts after <IDS|MSG>`);
  if (!isSigned(signed, frames[delimiter + 1]!, key))
    throw invalid("is not signed with the connection's key");
  const [header, parent, metadata, content] = signed.map(parseObject);
  return {
    identities: frames.slice(0, delimiter),
    header: asHeader(header!),
    parent: parent as ParentHeader,
    metadata: metadata!,
    content: content!,
    buffers: frames.slice(delimiter + 2 + SIGNED_FRAMES),
  };
}

/** HMAC-SHA256 of the frames in hexadecimal digits; empty for an empty key. */
function sign(parts: readonly Buffer[], key: string): string {
  if (key === "") return "";
  const hmac = createHmac("sha256", key);
  for (const part of parts) hmac.update(part);
  return hmac.digest("hex");
}

function isSigned(parts: readonly Buffer[], signature: Buffer, key: string): boolean {
  if (key === "") return true;
  const expected = Buffer.from(sign(parts, key));
  return expected.length === signature.length && timingSafeEqual(expected, signature);
}

function parseObject(frame: Buffer): Record<string, unknown> {
  const value = parseJson(frame.toString());
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw invalid("has a part that is not a JSON object");
  return value as Record<string, unknown>;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Old clients leave out the date or the version. */
function asHeader(header: Record<string, unknown>): Header {
  if (typeof header["msg_id"] !== "string" || typeof header["msg_type"] !== "string")
    throw invalid("has no msg_id or no msg_type in its header");
  return header as unknown as Header;
}

function invalid(reason: string): CeterisError {
  return new CeterisError("KERNEL", `A Jupyter message ${reason}: it was dropped.`);
}
