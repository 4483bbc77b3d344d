import { EventEmitter } from "node:events";
import { mkdtempSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import test from "ava";
import type { Answer } from "../../../src/agent/cockpit/port.ts";
import { request } from "../../../src/gate/contract/frame.ts";
import { operatorVerbs } from "../../../src/gate/contract/operatorVerbs.ts";
import { haltGate } from "../../../src/tui/input/haltGate.ts";
import { ttyFeed } from "../../../src/tui/input/ttyFeed.ts";
import { type FromReader, readTty, type ToReader } from "../../../src/tui/input/ttyReader.ts";

const home = (): string => mkdtempSync(join(tmpdir(), "kill-"));
const DONE = { ok: true, text: "HALTED" };

/** A gate's operator socket that answers with `reply` and keeps what it was told. */
async function fakeGate(path: string, reply: (id: unknown) => object | null) {
  const heard: unknown[] = [];
  const server = createServer((socket) => {
    createInterface({ input: socket }).on("line", (line) => {
      const frame: unknown = JSON.parse(line);
      heard.push(frame);
      const answer = reply(request.parse(frame).id);
      if (answer !== null) socket.write(`${JSON.stringify({ jsonrpc: "2.0", ...answer })}\n`);
    });
    socket.on("error", () => {});
  });
  await new Promise<void>((done) => server.listen(path, done));
  return { heard, close: () => server.close() };
}

test("the kill key's lines are what the operator's socket takes", async (t) => {
  const folder = home();
  const gate = await fakeGate(join(folder, "s"), (id) => ({ id, result: { gateSeq: 1 } }));
  const answer = await haltGate({ socketPath: join(folder, "s"), killFile: join(folder, "KILL") });
  gate.close();
  t.true(answer.ok);
  const [hello, halt] = gate.heard.map((frame) => request.parse(frame));
  t.is(hello?.method, "hello");
  t.true(operatorVerbs.hello.params.safeParse(hello?.params).success);
  t.is(halt?.method, "trading.halt");
  t.deepEqual(halt?.params, { reason: "K pressed in the cockpit" });
  t.throws(() => readFileSync(join(folder, "KILL")), { code: "ENOENT" });
});

for (const [why, reply] of [
  ["no gate listens", undefined],
  ["the gate refuses", (id: unknown) => ({ id, error: { code: -32_001, message: "no" } })],
  ["the gate says nothing", () => null],
] as const) {
  test(`when ${why} the kill file is written`, async (t) => {
    const folder = home();
    const gate = reply === undefined ? null : await fakeGate(join(folder, "s"), reply);
    const answer = await haltGate({ socketPath: join(folder, "s"), killFile: join(folder, "KILL") }, 100);
    gate?.close();
    t.false(answer.ok, "a halt that nobody confirmed is not shown as one");
    t.regex(answer.text, /NOT CONFIRMED: kill file written/);
    t.is(readFileSync(join(folder, "KILL"), "utf8"), "K pressed in the cockpit\n");
  });
}

test("when neither works it says so and what to type", async (t) => {
  const answer = await haltGate({ socketPath: join(home(), "s"), killFile: join(home(), "no", "KILL") });
  t.false(answer.ok);
  t.regex(answer.text, /NOT HALTED.*trade kill/);
});

function reader(kill: () => Promise<Answer>) {
  const told: FromReader[] = [];
  const input = Object.assign(new EventEmitter(), { closed: false, close: () => void (input.closed = true) });
  const peer = Object.assign(new EventEmitter(), {
    postMessage: (message: FromReader) => void told.push(message),
    close: () => {},
  });
  readTty({ input, peer, kill });
  const type = (text: string): void => void input.emit("data", Buffer.from(text));
  const tell = (message: ToReader): void => void peer.emit("message", message);
  return { told, type, tell, input };
}
const shown = (told: readonly FromReader[]): readonly string[] =>
  told.map((message) =>
    "bytes" in message ? `${message.kind} ${Buffer.from(message.bytes).toString()}` : message.kind,
  );

test("every byte goes on to the screen, the one that killed marked", async (t) => {
  const { told, type } = reader(() => Promise.resolve(DONE));
  type("jKl");
  await Promise.resolve();
  await Promise.resolve();
  t.deepEqual(shown(told), ["bytes j", "killKey K", "bytes l", "killed"]);
});

test("the worker is told of text fields", (t) => {
  let halts = 0;
  const { type, tell, input } = reader(() => {
    halts += 1;
    return Promise.resolve(DONE);
  });
  tell({ kind: "field", isFocused: true });
  type("K");
  t.is(halts, 0);
  tell({ kind: "field", isFocused: false });
  type("KK");
  t.is(halts, 1, "two presses in one read are one halt");
  tell({ kind: "stop" });
  t.true(input.closed);
});

test("the feed types what the worker read and tells of kills apart", (t) => {
  const worker = Object.assign(new EventEmitter(), { postMessage: (_message: ToReader) => {} });
  const feed = ttyFeed(worker);
  const killed: (Answer | null)[] = [];
  feed.killed((answer) => killed.push(answer));
  worker.emit("message", { kind: "bytes", bytes: Buffer.from("ab") });
  worker.emit("message", { kind: "killKey", bytes: Buffer.from("K") });
  worker.emit("message", { kind: "killed", answer: DONE });
  t.is(String(feed.stdin.read()), "ab");
  t.deepEqual(killed, [null, DONE]);
});
