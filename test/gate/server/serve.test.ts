import { once } from "node:events";
import test from "ava";
import type { Marks } from "../../../src/gate/decide/command.ts";
import { BTC, CANDLE_MS, entry, listed, safetyWith, shipped, submit, T0 } from "../facts.ts";
import { type Answer, doors } from "./doors.ts";
import { Refusal } from "../../../src/gate/contract/refusal.ts";

const reasonOf = ({ error }: Answer): string | undefined => error?.data?.reason;

test("a frame that is no request is answered under its own id, if it has one", async (t) => {
  const { operator } = await doors(t);
  const client = await operator();
  const bad = await client.say('{"jsonrpc":"1.0","id":7,"method":"status.get"}');
  t.like(bad, { id: 7 });
  t.is(reasonOf(bad), "INVALID_REQUEST");
  t.is((await client.say('{"jsonrpc":"2.0","id":{"no":1},"method":"x"}')).id, null);
  t.is((await client.say("{")).id, null);
});

test("a client that sends too long a line and never hangs up loses its place, and an agent the lease", async (t) => {
  const { agent, lease } = await doors(t);
  const client = await agent();
  await client.hello();
  t.not(lease.holder, null);
  const closed = once(client.socket, "close");
  client.socket.write("x".repeat(70_000));
  t.is(reasonOf(await client.next()), "LINE_TOO_LONG");
  await closed;
  const other = await agent();
  t.truthy((await other.hello()).result);
});

test("a gate that ends does not wait for a reader that never hangs up, and serves nobody any more", async (t) => {
  const { operator, server, gate } = await doors(t);
  const client = await operator();
  await client.hello();
  client.socket.pause();
  const { seq } = gate.state;
  client.socket.write(
    `${JSON.stringify({ jsonrpc: "2.0", id: 2, method: "trading.halt", params: { reason: "late" } })}\n`,
  );
  await server.close();
  t.is(gate.state.seq, seq);
});

test("a flood on one connection of the operator's does not keep a kill on another from being served", async (t) => {
  const { operator, gate } = await doors(t);
  const [flood, calm] = [await operator(), await operator()];
  await flood.hello();
  await calm.hello();
  const line = `${JSON.stringify({ jsonrpc: "2.0", id: 1, method: "rules.get", params: {} })}\n`;
  flood.socket.resume();
  flood.socket.write(line.repeat(5_000));
  const killed = await calm.say({ id: 9, method: "trading.halt", params: { reason: "key" } });
  t.is(killed.id, 9);
  t.is(gate.state.holds.length, 1);
});

test("over a real socket a flood is cut to its rate and halted, a cancel behind it is answered, and a person resumes", async (t) => {
  const { agent, operator, gate, server } = await doors(t);
  const { burstFrames, floodFrames } = shipped.limits.agent;
  const [flood, person] = [await agent(), await operator()];
  await flood.hello();
  await person.hello();
  const said = (id: number, method: string, params: object = {}): string =>
    `${JSON.stringify({ jsonrpc: "2.0", id, method, params })}\n`;
  flood.socket.write(said(1, "heartbeat").repeat(burstFrames + floodFrames));
  flood.socket.write(said(2, "order.cancel", { clientOrderId: entry(1).intentId }));
  for (let served = 1; served < burstFrames; served += 1) t.is((await flood.next()).id, 1);
  const canceled = await flood.next();
  t.is(canceled.id, 2);
  t.is(reasonOf(canceled), "UNKNOWN_ID");
  t.like(gate.state.holds, { length: 1, 0: { cause: "flood", level: "halted" } });
  server.sweep();
  t.is(reasonOf(await flood.next()), "RATE_LIMITED");
  t.like(await person.say({ method: "trading.resume", params: { reason: "mended" } }), { result: { holds: [] } });
});

test("a wrong passphrase makes every guess wait, so that guessing starves nobody", async (t) => {
  const { operator, clock } = await doors(t);
  const [one, two] = [await operator(), await operator()];
  await one.hello();
  await two.hello();
  const guess = (passphrase: string) => ({ method: "session.unlock", params: { passphrase } });
  t.is(reasonOf(await one.say(guess("shut"))), "LOCKED");
  t.is(reasonOf(await two.say(guess("open"))), "LOCKED");
  clock.ms += 1_000;
  t.deepEqual((await two.say(guess("open"))).result, {});
});

test("safety.reload answers with what moved, and says LOOSENS or SAFETY_UNUSABLE by name", async (t) => {
  let coming = () => shipped;
  const { operator, gate } = await doors(t, { readSafety: () => coming() });
  gate.execute({ type: "gate.start", protocol: 1, recoveredSeq: 0, instruments: listed });
  const client = await operator();
  await client.hello();
  const ask = { method: "safety.reload" };
  t.deepEqual((await client.say(ask)).result?.changes, []);
  const under = (maxRiskPct: number) => ({
    ...safetyWith((limits) => ({ ...limits, stops: { ...limits.stops, maxRiskPct } })),
    hash: String(maxRiskPct).padEnd(64, "0"),
  });
  coming = () => under(0.5);
  t.regex((await client.say(ask)).result?.changes?.[0] ?? "", /^stops\.maxRiskPct 1 → 0\.5 \(tighter/);
  coming = () => under(1);
  t.is(reasonOf(await client.say(ask)), "LOOSENS");
  coming = () => {
    throw new Refusal("SAFETY_UNUSABLE", "safety.yaml:3:1: what");
  };
  t.is(reasonOf(await client.say(ask)), "SAFETY_UNUSABLE");
  t.is(gate.safety.limits.stops.maxRiskPct, 0.5);
});

test("a live gate that runs stops itself is not stopped by mistake; one that runs none is", async (t) => {
  for (const [mode, held, leaveUnprotected, stops] of [
    ["live", true, false, false],
    ["live", true, true, true],
    ["live", false, false, true],
    ["paper", true, false, true],
  ] as const) {
    let stopped = false;
    const { gate, operator } = await doors(t, { knowsPassphrase: () => true, stop: () => void (stopped = true) }, mode);
    if (held) {
      // Live, a book has to be there; the paper venue needs none.
      const at = T0 + CANDLE_MS;
      const marks: Marks = { [BTC]: { price: "100", at, book: { at, bids: [["99.99", "9"]], asks: [["100", "9"]] } } };
      gate.execute({ type: "market.quote", at, marks });
      gate.execute(submit(entry(1)));
      gate.execute({ type: "venue.filled", fill: fillOf(entry(1).intentId) });
      const stop = Object.values(gate.state.orders).find(({ spec }) => spec.role === "stop");
      gate.execute({ type: "venue.rejected", clientOrderId: stop?.spec.clientOrderId ?? "", reason: "no" });
    }
    const client = await operator();
    await client.hello();
    await client.say({ method: "session.unlock", params: { passphrase: "x" } });
    const answer = await client.say({ method: "gate.stop", params: { leaveUnprotected } });
    t.is(stopped, stops, `${mode} ${held} ${leaveUnprotected}`);
    if (!stops) t.is(reasonOf(answer), "NOT_ALLOWED_NOW");
  }
});

const fillOf = (clientOrderId: string) =>
  ({
    clientOrderId,
    tradeId: "t1",
    lastQuantity: "2",
    lastPrice: "100",
    commission: "0",
    liquidity: "taker",
    trigger: "market",
    filledAt: Date.UTC(2026, 0, 5, 0, 5),
  }) as const;
