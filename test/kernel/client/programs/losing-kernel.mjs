// A kernel that loses the first request it gets, and answers the others. Arguments: the connection file.
import { Publisher, Router } from "zeromq";
import { channelAddress, readConnection } from "../../../../dist/kernel/wire/connection-file.js";
import { decodeMessage, encodeMessage, newHeader } from "../../../../dist/kernel/wire/message.js";

const connection = readConnection(process.argv[2]);
const [shell, iopub] = [new Router(), new Publisher()];
await shell.bind(channelAddress(connection, "shell"));
await iopub.bind(channelAddress(connection, "iopub"));

let requests = 0;
for await (const frames of shell) {
  requests += 1;
  if (requests === 1) continue;
  const { identities, header: parent } = decodeMessage(frames, connection.key);
  const answer = (type, content) =>
    encodeMessage(
      {
        identities: type === "status" ? [] : identities,
        header: newHeader(type, parent.session, "kernel"),
        parent,
        metadata: {},
        content,
        buffers: [],
      },
      connection.key,
    );
  await shell.send(answer("kernel_info_reply", { status: "ok", requests }));
  await iopub.send(answer("status", { execution_state: "idle" }));
}
