import { fdatasyncSync, openSync, writeSync } from "node:fs";
import { createServer } from "node:net";

/**
 * A bare peer over a Unix socket, as a process of its own: it answers each line with as many bytes as it is told, after
 * putting as many into a file and waiting for the disk, if it is told to. The limit of every round trip.
 */
const [path, answerBytes = "0", file, recordBytes = "0"] = process.argv.slice(2);
if (path === undefined) throw new Error("echo PATH BYTES [FILE BYTES]");
const answer = Buffer.alloc(Number(answerBytes), "x").fill("\n", Number(answerBytes) - 1);
const record = Buffer.alloc(Number(recordBytes), "x");
const fd = file === undefined ? null : openSync(file, "w");
createServer((socket) =>
  socket.on("data", (chunk) => {
    if (chunk.at(-1) !== 0x0a) return;
    if (fd !== null) {
      writeSync(fd, record);
      fdatasyncSync(fd);
    }
    socket.write(answer);
  }),
).listen(path, () => process.send?.("ready"));
