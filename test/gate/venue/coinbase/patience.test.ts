import test from "ava";
import { patient } from "../../../../src/gate/venue/coinbase/patience.ts";
import type { Ask, CallName, Reply } from "../../../../src/gate/venue/coinbase/wire.ts";

const OK: Reply = { kind: "heard", status: 200, body: "{}" };
const BROKE: Reply = { kind: "heard", status: 500, body: "" };
const DROPPED: Reply = { kind: "lost", cause: "socket hang up" };
const LATE: Reply = { kind: "lost", cause: "no answer within 10000 ms", isTimeout: true };
const LIMITED: Reply = { kind: "heard", status: 429, body: "" };

async function asked(call: CallName, replies: readonly Reply[]): Promise<readonly [number, Reply]> {
  let n = 0;
  const ask: Ask = () => Promise.resolve(replies[n++] ?? OK);
  const reply = await patient(ask, 3)(call, {});
  return [n, reply];
}

test("a question that the venue broke on is asked again at once, three times in all", async (t) => {
  t.deepEqual(await asked("fills", [BROKE, DROPPED, OK]), [3, OK]);
  t.deepEqual(await asked("orders", [BROKE, BROKE, BROKE, OK]), [3, BROKE]);
  t.deepEqual(await asked("accounts", [OK]), [1, OK]);
});

test("what took its whole time, or was too much, is not asked again", async (t) => {
  t.deepEqual(await asked("fills", [LATE, OK]), [1, LATE]);
  t.deepEqual(await asked("fills", [LIMITED, OK]), [1, LIMITED]);
});

test("an order and a cancel are sent once, whatever comes back", async (t) => {
  t.deepEqual(await asked("create", [BROKE, OK]), [1, BROKE]);
  t.deepEqual(await asked("cancel", [DROPPED, OK]), [1, DROPPED]);
});
