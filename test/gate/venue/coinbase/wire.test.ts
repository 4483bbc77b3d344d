import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import test, { type ExecutionContext } from "ava";
import { coinbaseWire } from "../../../../src/gate/venue/coinbase/wire.ts";
import { ManualTimers } from "../../../agent/manualTimers.ts";
import { KEY, KEY_NAME } from "./bench.ts";

/** A wire to a server that answers as the test says, given the token it was asked with. */
async function wired(t: ExecutionContext, answer: (token: string) => readonly [status: number, body: string]) {
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    const [status, body] = answer(request.headers.authorization ?? "");
    response.writeHead(status, { location: "http://127.0.0.1:1/" }).end(body);
  });
  await new Promise<void>((listening) => void server.listen(0, "127.0.0.1", listening));
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  const timers = new ManualTimers();
  const restUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ask = coinbaseWire({
    key: KEY,
    timers: { monotonicMs: timers.monotonicMs, after: timers.setTimer },
    timeoutMs: 10_000,
    restUrl,
  });
  return { ask, timers, asked: () => asked };
}

test("status and body come back as they are, whatever they are", async (t) => {
  for (const [status, body] of [
    [200, '{"a":1}'],
    [418, "teapot"],
    [500, ""],
  ] as const) {
    const { ask } = await wired(t, () => [status, body]);
    t.deepEqual(await ask("permissions", {}), { kind: "heard", status, body });
  }
});

test("a server that sends the token and the key's name back tells neither", async (t) => {
  const { ask } = await wired(t, (token) => [400, `${token} of ${KEY_NAME}`]);
  t.deepEqual(await ask("permissions", {}), { kind: "heard", status: 400, body: "Bearer [token] of [key]" });
});

test("nobody is followed elsewhere: a request that is sent on is not sent twice", async (t) => {
  const { ask, asked } = await wired(t, () => [307, ""]);
  t.not((await ask("create", { a: 1 })).kind, "unsent");
  t.is(asked(), 1);
});

test("after a 429 nothing is sent in that lane before a second is over", async (t) => {
  const { ask, timers, asked } = await wired(t, () => [429, ""]);
  await ask("permissions", {});
  const second = ask("permissions", {});
  await ask("cancel", { order_ids: ["1"] });
  t.is(asked(), 2, "the cancel went, the other waits");
  timers.advance(1_000);
  t.is(asked(), 2);
  timers.advance(100);
  await second;
  t.is(asked(), 3);
});

test("when so much is waiting that a call's turn would come too late, it is surely not sent", async (t) => {
  const { ask, asked } = await wired(t, () => [200, "{}"]);
  for (let n = 0; n < 8; n += 1) await ask("permissions", {});
  // 14 a second, and no more than 10 seconds of them may wait.
  for (let n = 0; n < 140; n += 1) void ask("permissions", {});
  t.like(await ask("permissions", {}), { kind: "unsent", code: "RATE_LIMITED" });
  t.is(asked(), 8);
});

test("a call that could be made by no key is not made: the name alone is not enough", (t) => {
  const timers = new ManualTimers();
  const options = { timers: { monotonicMs: timers.monotonicMs, after: timers.setTimer }, timeoutMs: 1 };
  t.throws(() => coinbaseWire({ ...options, key: { name: KEY_NAME, privateKey: "" } }), { message: /^coinbase key: / });
});
