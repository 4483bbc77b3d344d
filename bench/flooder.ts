import { connect } from "node:net";
import { idSource } from "../src/store/ids.ts";
import { seededRandom } from "../src/store/random.ts";
import { frame, hello, tooSmall } from "./gate.ts";

/** An agent gone mad, as a process of its own: intents as fast as the socket takes them. */
const [path] = process.argv.slice(2);
if (path === undefined) throw new Error("flooder PATH");
const nextId = idSource(() => 1_760_000_000_000, seededRandom("flood"));
const intentLine = () => `${frame(1, "intent.submit", { intent: tooSmall(nextId(), "60000", 1_767_225_600_000) })}\n`;
const lines = Array.from({ length: 1_000 }, intentLine).join("");
const socket = connect(path, () => {
  socket.write(`${hello}\n`);
  process.send?.("floods");
  const pour = (): void => {
    while (socket.write(lines)) continue;
  };
  socket.on("drain", pour).resume();
  pour();
});
socket.on("error", () => process.exit(0));
