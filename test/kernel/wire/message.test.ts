import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  decodeMessage,
  encodeMessage,
  type Message,
  newHeader,
} from "../../../src/kernel/wire/message.js";

const KEY = "a0436f6c-1916-498b-8eb9-e81ab9368e84";

/** What `Session.serialize` of Python's jupyter_client 8.10.0 makes of a message with this key; in front, its peer. */
const FRAMES = [
  "peer",
  "<IDS|MSG>",
  "8cc1c80506d17ee66894964dd43811c49e2ad6c16e9249edb96eadba9d15f19e",
  '{"msg_id": "m1", "msg_type": "execute_request", "session": "s1", "username": "u", "date": "2026-01-02T03:04:05.000006Z", "version": "5.3"}',
  "{}",
  '{"é": "😀"}',
  '{"code": "console.log(\\"Δ = 1\\")", "silent": false}',
].map((frame) => Buffer.from(frame));

const MESSAGE: Message = {
  identities: [Buffer.from("peer")],
  header: {
    msg_id: "m1",
    msg_type: "execute_request",
    session: "s1",
    username: "u",
    date: "2026-01-02T03:04:05.000006Z",
    version: "5.3",
  },
  parent: {},
  metadata: { é: "😀" },
  content: { code: 'console.log("Δ = 1")', silent: false },
  buffers: [Buffer.from([0, 255])],
};

test("a message of jupyter_client is read, with the binary data behind it", () => {
  expect(decodeMessage([...FRAMES, Buffer.from([0, 255])], KEY)).toEqual(MESSAGE);
});

test("a message is signed as Python's hmac signs the same frames", () => {
  const signature = encodeMessage(MESSAGE, KEY)[2]!.toString();
  expect(signature).toBe("2d32e919d6710850a72cd4ae6ce84ab21a48dddcf9fc541b7a479213ba2ed9c0");
});

test("any message comes back as it was, from any peer", () => {
  const json = fc.dictionary(
    fc.string({ unit: "binary" }),
    fc.jsonValue({ noUnicodeString: false }),
  );
  const bytes = fc.uint8Array().map((array) => Buffer.from(array));
  const identities = fc.array(fc.uint8Array().map((id) => Buffer.from([0, ...id])));
  const messages = fc.tuple(identities, json, json, fc.array(bytes), fc.string());
  fc.assert(
    fc.property(messages, ([peers, metadata, content, buffers, key]) => {
      const header = newHeader("comm_msg", "session", "someone");
      const sent = { identities: peers, header, parent: {}, metadata, content, buffers };
      const received = decodeMessage(encodeMessage(sent, key), key);
      expect(JSON.stringify(received)).toBe(JSON.stringify(sent));
    }),
    { numRuns: 30 },
  );
});

test("a message of which one byte was changed is refused, whichever it is", () => {
  const changes = fc.tuple(
    fc.integer({ min: 2, max: 6 }),
    fc.nat(),
    fc.integer({ min: 1, max: 255 }),
  );
  fc.assert(
    fc.property(changes, ([frame, place, change]) => {
      const changed = FRAMES.map((original) => Buffer.from(original));
      const bytes = changed[frame]!;
      bytes[place % bytes.length]! ^= change;
      expect(() => decodeMessage(changed, KEY)).toThrow("is not signed with the connection's key");
    }),
  );
});

test.each(["", "another key"])("a message is refused with the key %j in its signature", (key) => {
  expect(() => decodeMessage(encodeMessage(MESSAGE, key), KEY)).toThrow("is not signed");
});

test("without a key messages are neither signed nor checked", () => {
  expect(encodeMessage(MESSAGE, "")[2]).toHaveLength(0);
  expect(decodeMessage(FRAMES, "").header.msg_id).toBe("m1");
});

test.each([
  ["no delimiter", FRAMES.toSpliced(1, 1), "has 6 frames"],
  ["too few parts", FRAMES.slice(0, 6), "has 6 frames"],
  ["nothing", [], "has 0 frames"],
  ["a part that is no JSON", FRAMES.with(6, Buffer.from("{")), "is not a JSON object"],
  ["a part that is no object", FRAMES.with(6, Buffer.from("[]")), "is not a JSON object"],
  ["a header without a type", FRAMES.with(3, Buffer.from('{"msg_id":"m"}')), "no msg_type"],
])("a message with %s is refused with a sentence", (_what, frames, reason) => {
  expect(() => decodeMessage(frames, "")).toThrow(
    expect.objectContaining({ code: "KERNEL", message: expect.stringContaining(reason) }),
  );
});
