import { connect } from "node:net";
import { join } from "node:path";
import test from "ava";
import { PROTOCOL_VERSION } from "../../src/gate/contract/frame.ts";
import { MAX_LINE_BYTES } from "../../src/gate/contract/frame.ts";
import { statusOf } from "./gateLine.ts";
import { stageFor } from "./stage.ts";
import { trade } from "./trade.ts";

interface Answer {
  readonly id: number | null;
  readonly error?: { readonly message: string; readonly data: { readonly reason: string; readonly remedy: string } };
}

/** Sends lines and gives what comes back until the gate hangs up or `wanted` answers are there. */
function talk(path: string, lines: readonly string[], wanted: number): Promise<Answer[]> {
  return new Promise((done, fail) => {
    const socket = connect(path);
    let text = "";
    const end = (): void => {
      socket.destroy();
      done(
        text
          .split("\n")
          .filter((line) => line !== "")
          .map((line) => JSON.parse(line) as Answer),
      );
    };
    socket.on("error", fail);
    socket.on("close", end);
    socket.on("data", (chunk) => {
      text += chunk.toString();
      if (text.split("\n").length > wanted) end();
    });
    socket.on("connect", () => socket.write(lines.map((line) => `${line}\n`).join("")));
  });
}

const frame = (id: number, method: string, params: object = {}): string =>
  JSON.stringify({ jsonrpc: "2.0", id, method, params });
const HELLO = frame(1, "hello", { protocol: PROTOCOL_VERSION, client: "test", journalId: null });

const BAD: Readonly<Record<string, readonly [readonly string[], string]>> = {
  "not JSON": [["{"], "PARSE_ERROR"],
  "no request": [['{"jsonrpc":"1.0"}'], "INVALID_REQUEST"],
  "an unknown field": [['{"jsonrpc":"2.0","id":1,"method":"hello","params":{},"extra":1}'], "INVALID_REQUEST"],
  "an unknown verb": [[HELLO, frame(2, "account.withdraw")], "METHOD_NOT_FOUND"],
  "a verb of Object": [[HELLO, frame(2, "constructor")], "METHOD_NOT_FOUND"],
  "wrong parameters": [[HELLO, frame(2, "events.subscribe", { fromSeq: "one" })], "INVALID_PARAMS"],
  "before hello": [[frame(1, "status.get")], "HELLO_FIRST"],
  "another protocol": [[frame(1, "hello", { protocol: 99, client: "x", journalId: null })], "PROTOCOL_MISMATCH"],
  "a line too long": [[`"${"x".repeat(MAX_LINE_BYTES)}"`], "LINE_TOO_LONG"],
};

test("bad frames on either socket get one refusal with a remedy, and the gate lives on", async (t) => {
  const { home, starts } = await stageFor(t);
  await starts();
  const { gate } = await statusOf(home);
  for (const side of ["operator", "agent"]) {
    for (const [name, [lines, reason]] of Object.entries(BAD)) {
      const answers = await talk(join(home, "run", `${side}.sock`), lines, lines.length);
      const last = answers.at(-1);
      t.is(last?.error?.data.reason, reason, `${side}: ${name}`);
      t.true((last?.error?.data.remedy.length ?? 0) > 10, name);
    }
  }
  t.is((await statusOf(home)).gate.pid, gate.pid);
});

test("operator verbs do not exist on the agent's socket, nor agent verbs on the operator's", async (t) => {
  const { home, starts } = await stageFor(t);
  await starts();
  const asked = async (side: string, method: string) =>
    (await talk(join(home, "run", `${side}.sock`), [HELLO, frame(2, method)], 2)).at(-1)?.error?.data.reason;
  for (const verb of ["trading.resume", "trading.halt", "account.flatten", "proposal.accept", "gate.stop"]) {
    t.is(await asked("agent", verb), "METHOD_NOT_FOUND", verb);
  }
  for (const verb of ["intent.submit", "market.ack", "stop.tighten"]) {
    t.is(await asked("operator", verb), "METHOD_NOT_FOUND", verb);
  }
});

test("a flood of garbage is cut and told, and the operator is served all the while", async (t) => {
  const { home, starts } = await stageFor(t);
  await starts();
  const flood = connect(join(home, "run", "agent.sock"));
  flood.on("error", () => {});
  let refused = "";
  flood.on("data", (chunk) => {
    refused += chunk.toString();
  });
  flood.write(`${HELLO}\n${`${frame(2, "heartbeat")}\n`.repeat(20_000)}`);
  t.is((await trade(home, "kill")).code, 0);
  const now = await statusOf(home);
  t.is(now.trading.state, "halted");
  t.is(now.counts.approved, 0);
  await new Promise<void>((done) => {
    const look = setInterval(() => {
      if (!refused.includes("RATE_LIMITED")) return;
      clearInterval(look);
      done();
    }, 20);
  });
  flood.destroy();
  t.regex((await trade(home, "log")).stdout, /rate\.limited/);
});
