import { writeFileSync } from "node:fs";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import type { Answer } from "../../agent/cockpit/port.ts";
import { type Failure, PROTOCOL_VERSION } from "../../gate/contract/frame.ts";

/** What the kill key needs to reach: the operator's socket, and the file the gate reads before anything else. */
export interface KillPaths {
  readonly socketPath: string;
  readonly killFile: string;
}

const REASON = "K pressed in the cockpit";
const HALT_ID = 2;
/** A gate that has not answered by then is treated as gone: the file halts it when it comes back. */
const ANSWER_WITHIN_MS = 1_500;

const request = (id: number, method: string, params: object): string =>
  `${JSON.stringify({ jsonrpc: "2.0", id, method, params })}\n`;

/** Both lines at once: the gate answers them in order, and no round trip stands between the key and the halt. */
const LINES =
  request(1, "hello", { protocol: PROTOCOL_VERSION, client: "kill key", journalId: null }) +
  request(HALT_ID, "trading.halt", { reason: REASON });

/** Halts trading: by the operator's socket, and if no yes comes back by the kill file. Never throws. */
export async function haltGate(paths: KillPaths, withinMs = ANSWER_WITHIN_MS): Promise<Answer> {
  try {
    await halted(paths.socketPath, withinMs);
    return { ok: true, text: "HALTED, entries canceled, stops stay (R resumes)" };
  } catch (error) {
    return fileInstead(paths.killFile, error instanceof Error ? error.message : String(error));
  }
}

interface Reply {
  readonly id?: number | null;
  readonly error?: Failure;
}

/** Resolves on the gate's yes. @throws with why there was none. */
function halted(socketPath: string, withinMs: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const socket = connect(socketPath);
  const timer = setTimeout(() => reject(new Error(`no answer within ${withinMs} ms`)), withinMs);
  socket.on("connect", () => socket.write(LINES));
  socket.on("error", reject);
  socket.on("close", () => reject(new Error("the gate closed the line")));
  const lines = createInterface({ input: socket });
  lines.on("line", (line) => {
    const { id, error } = replyOf(line);
    if (error !== undefined) reject(new Error(error.message));
    else if (id === HALT_ID) resolve();
  });
  lines.on("error", reject);
  return promise.finally(() => {
    clearTimeout(timer);
    lines.close();
    socket.destroy();
  });
}

function replyOf(line: string): Reply {
  try {
    return JSON.parse(line) as Reply;
  } catch {
    return { error: { code: 0, message: "the gate answered something that is not JSON" } };
  }
}

function fileInstead(killFile: string, why: string): Answer {
  try {
    writeFileSync(killFile, `${REASON}\n`, { mode: 0o600 });
    return { ok: false, text: `NOT CONFIRMED: kill file written, the gate halts when it reads it (${why})` };
  } catch (error) {
    const also = error instanceof Error ? error.message : String(error);
    return { ok: false, text: `NOT HALTED: ${why}; ${also}: run \`trade kill\` in another terminal` };
  }
}
