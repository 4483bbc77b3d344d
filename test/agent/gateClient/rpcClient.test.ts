import { createServer, createConnection, type Socket } from "node:net";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { callOnce } from "../../../src/agent/gateClient/callOnce.ts";
import { GateRefusal, Unanswered } from "../../../src/agent/gateClient/problem.ts";
import { openRpc } from "../../../src/agent/gateClient/rpcClient.ts";
import { agentVerbs } from "../../../src/gate/contract/agentVerbs.ts";
import { operatorVerbs } from "../../../src/gate/contract/operatorVerbs.ts";
import { ManualTimers } from "../manualTimers.ts";
import { FakeGate } from "../fakeGate.ts";
import { SIM } from "../runtime/stage.ts";
import { tempDir } from "../../store/temp.ts";

const connect = (path: string) => createConnection(path);

/** A client on a server that answers every chunk with the given text. */
async function answeredWith(t: ExecutionContext, answer: (asked: string) => string) {
  const path = join(tempDir(t), "s");
  const server = createServer((socket: Socket) => {
    socket.on("error", () => socket.destroy());
    socket.on("data", (chunk: Buffer) => socket.write(answer(chunk.toString("utf8"))));
  });
  await new Promise<void>((done) => server.listen(path, done));
  const timers = new ManualTimers();
  const closed: string[] = [];
  const rpc = openRpc({
    socket: createConnection(path),
    verbs: agentVerbs,
    setTimer: timers.setTimer,
    onClosed: (cause) => closed.push(cause),
  });
  t.teardown(() => {
    rpc.close("test over");
    server.close();
  });
  return { rpc, timers, closed };
}

const BROKEN: readonly (readonly [what: string, answer: string])[] = [
  ["an oversized line", `${"x".repeat(70_000)}\n`],
  ["an oversized line that never ends", "x".repeat(70_000)],
  ["a line that is not JSON", "{oops\n"],
  ["a frame of another protocol", '{"jsonrpc":"1.0","id":1,"result":{}}\n'],
  ["a frame with more than the protocol knows", '{"jsonrpc":"2.0","id":1,"result":{},"extra":1}\n'],
  ["an answer to no question", '{"jsonrpc":"2.0","id":77,"result":{}}\n'],
  ["an answer off the contract", '{"jsonrpc":"2.0","id":1,"result":{"unexpected":true}}\n'],
  ["an unknown notification", '{"jsonrpc":"2.0","method":"market.guess","params":{}}\n'],
  ["a tick without candles", '{"jsonrpc":"2.0","method":"market.tick","params":{"n":1}}\n'],
  [
    "a refusal of no question",
    '{"jsonrpc":"2.0","id":null,"error":{"code":-32001,"message":"9 frames were dropped"}}\n',
  ],
];
for (const [what, answer] of BROKEN) {
  test(`${what} drops the connection, not the process, and leaves the question unanswered`, async (t) => {
    const { rpc, closed, timers } = await answeredWith(t, () => answer);
    await t.throwsAsync(rpc.call("heartbeat", {}), { instanceOf: Unanswered });
    t.is(closed.length, 1);
    t.deepEqual(timers.waits, []);
    await t.throwsAsync(rpc.call("heartbeat", {}), { instanceOf: Unanswered });
  });
}

test("a question without an answer in time ends the connection, so that no late answer is ever believed", async (t) => {
  const { rpc, timers, closed } = await answeredWith(t, () => "");
  const asked = rpc.call("heartbeat", {});
  timers.advance(10_000);
  await t.throwsAsync(asked, { instanceOf: Unanswered, message: /10000 ms/ });
  t.is(closed.length, 1);
});

test("a refusal has the gate's name for it and what to do", async (t) => {
  const error = { code: -32_001, message: "what and where", data: { reason: "RATE_LIMITED", remedy: "slow down" } };
  const { rpc, closed } = await answeredWith(t, () => `${JSON.stringify({ jsonrpc: "2.0", id: 1, error })}\n`);
  const refused = await t.throwsAsync(rpc.call("heartbeat", {}), {
    instanceOf: GateRefusal,
    message: "what and where",
  });
  t.like(refused, { reason: "RATE_LIMITED", remedy: "slow down" });
  t.deepEqual(closed, []);
});

test("a frame that is too long for the gate is not sent", async (t) => {
  const { rpc, closed } = await answeredWith(t, () => t.fail("something was sent") && "");
  const long = rpc.call("proposal.submit", { rationale: "x".repeat(70_000) } as never);
  await t.throwsAsync(long, { instanceOf: GateRefusal, message: /too long/ });
  t.deepEqual(closed, []);
});

const answer = (id: number, gateSeq: number): string =>
  `${JSON.stringify({ jsonrpc: "2.0", id, result: { gateSeq, rules: [] } })}\n`;

test("answers find their questions in whatever order and pieces they come", async (t) => {
  const asked: string[] = [];
  const { rpc } = await answeredWith(t, (text) => {
    asked.push(...text.trim().split("\n"));
    if (asked.length < 2) return "";
    return answer(2, 22) + answer(1, 11);
  });
  const both = await Promise.all([rpc.call("rules.get", {}), rpc.call("rules.get", {})]);
  t.deepEqual(
    both.map(({ gateSeq }) => gateSeq),
    [11, 22],
  );
});

test("a command asks one thing and hangs up; without a gate it is unanswered", async (t) => {
  const gate = new FakeGate(t, SIM);
  const { setTimer } = new ManualTimers();
  const options = { path: gate.path, client: "trade", verbs: operatorVerbs, connect, setTimer };
  await t.throwsAsync(callOnce(options, "rules.get", {}), { instanceOf: Unanswered });
  await gate.listen();
  t.deepEqual(await callOnce(options, "rules.get", {}), { gateSeq: 0, rules: [] });
  t.deepEqual(
    gate.frames.map(({ method }) => method),
    ["hello", "rules.get"],
  );
});
