import { createServer } from "node:net";

/** A bare echo over a Unix socket, as a process of its own: the limit of every round trip. */
const [path] = process.argv.slice(2);
if (path === undefined) throw new Error("echo PATH");
createServer((socket) => socket.pipe(socket)).listen(path, () => process.send?.("ready"));
