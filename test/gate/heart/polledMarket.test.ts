import anyTest, { type ExecutionContext, type TestFn } from "ava";
import { BTC, CANDLE_MS, entry, ETH, exit, flatten, T0 } from "../facts.ts";
import { memoryJournal } from "../memory.ts";
import { recover } from "../../../src/gate/heart/recover.ts";
import { POLL_MS, PolledWorld } from "./polledWorld.ts";

const test = anyTest as TestFn<{ worlds: PolledWorld[] }>;
type Context = ExecutionContext<{ worlds: PolledWorld[] }>;

test.beforeEach((t) => {
  t.context = { worlds: [] };
});
test.afterEach.always((t) => Promise.all(t.context.worlds.map(({ server }) => server.close())));

async function kept(t: Context, world: Promise<PolledWorld>): Promise<PolledWorld> {
  t.context.worlds.push(await world);
  return world;
}

/** An entry of the candle that closed last, as the agent would send it now. */
const wish = (n: number, candle = 0) => entry(n, { reference: { price: "100", candleTs: T0 + candle * CANDLE_MS } });
const closeOf = (n: number): number => T0 + (n + 1) * CANDLE_MS;

/** A long position of 2 BTC at 100 with its stop at 95 resting at the venue. */
async function holding(t: Context): Promise<PolledWorld> {
  const world = await kept(t, PolledWorld.live());
  t.deepEqual(world.submit(wish(1)), []);
  world.now += 500;
  world.trade(100);
  await world.turn();
  t.is(world.all("position.opened").length, 1);
  return world;
}

test("each closed candle is booked once and in order, however often it is served", async (t) => {
  const world = await kept(t, PolledWorld.live());
  for (const n of [1, 2, 3]) {
    await world.until(closeOf(n));
    world.candle(n, 100 + n);
    for (let i = 0; i < 6; i += 1) await world.turn();
  }
  t.deepEqual(world.ticks, ["0: BTC", "1: BTC", "2: BTC", "3: BTC"]);
  t.deepEqual(
    world.all("market.advanced").map(({ n }) => n),
    [0, 1, 2, 3],
  );
  t.is(world.gate.state.equity, "5000");
});

test("candles that were missed are booked one by one, also more than one answer holds", async (t) => {
  const world = await kept(t, PolledWorld.live());
  for (let n = 1; n <= 700; n += 1) world.candle(n, 100);
  world.now = closeOf(700) + 6_000;
  while (world.ticks.length < 701) await world.turn();
  t.deepEqual(
    world.all("market.advanced").map(({ candleTs }) => (candleTs - T0) / CANDLE_MS),
    Array.from({ length: 701 }, (_, n) => n),
  );
});

test("symbols that close together are one tick; after a while it goes without those where nobody traded", async (t) => {
  const world = await kept(t, PolledWorld.live([BTC, ETH]));
  await world.until(closeOf(1) + 6_000);
  world.candle(1, 101);
  await world.turn();
  t.deepEqual(world.ticks, ["0: BTC ETH"]);
  world.candle(1, 101, ETH);
  await world.turn();
  t.deepEqual(world.ticks, ["0: BTC ETH", "1: BTC ETH"]);
  await world.until(closeOf(2) + 6_000);
  world.candle(2, 102);
  await world.turn();
  const since = world.now;
  while (world.ticks.length < 3) await world.turn();
  t.deepEqual(world.ticks.slice(2), ["2: BTC"]);
  t.true(world.now - since >= 10_000 && world.now - since < 10_000 + 2 * POLL_MS);
});

test("a candle that comes after its tick went is booked as one of its own, and marks do not go back", async (t) => {
  const world = await kept(t, PolledWorld.live([BTC, ETH]));
  world.server.unknown.add("ETH-USD");
  world.now = closeOf(1) + 6_000;
  world.candle(1, 101);
  while (world.ticks.length < 2) await world.turn();
  world.server.unknown.clear();
  world.candle(1, 90, ETH, 80);
  world.trade(95, ETH);
  while (world.ticks.length < 3) await world.turn();
  t.deepEqual(world.ticks, ["0: BTC ETH", "1: BTC", "1: ETH"]);
  t.is(world.gate.state.at, closeOf(1));
  t.is(world.gate.state.marks[ETH]?.price, "95");
});

test("until a first fresh snapshot has come nothing may be entered", async (t) => {
  const world = await kept(t, PolledWorld.begin());
  t.true(world.isLost);
  t.true(world.submit(wish(1)).includes("VENUE_UNAVAILABLE"));
  world.now += 1_000;
  world.trade(100);
  await world.turn();
  t.false(world.isLost);
  t.deepEqual(world.submit(wish(2)), []);
});

test("an order fills at the first trade after it, not at one from before", async (t) => {
  const world = await kept(t, PolledWorld.live());
  const before = world.now;
  world.now += 1_000;
  world.submit(wish(1));
  world.server.trade(BTC, 99, before + 500);
  await world.turn();
  t.deepEqual(world.all("order.filled"), []);
  world.trade(101);
  await world.turn();
  t.deepEqual(
    world.all("order.filled").map(({ lastPrice }) => lastPrice),
    ["101"],
  );
  t.true(Object.values(world.gate.state.orders).some(({ spec }) => spec.role === "stop"));
});

test("a stop is not touched by a candle that had closed before it was placed", async (t) => {
  const world = await kept(t, PolledWorld.live());
  world.now = closeOf(1) + 1_000;
  world.trade(100);
  await world.turn();
  t.deepEqual(world.submit(wish(1, 1)), []);
  world.now += 500;
  world.trade(100);
  await world.turn();
  t.is(world.all("position.opened").length, 1);
  world.candle(1, 100, BTC, 90);
  await world.until(closeOf(1) + 20_000);
  t.deepEqual(world.ticks.slice(1), ["1: BTC"]);
  t.deepEqual(world.all("position.closed"), []);
  await world.until(closeOf(2));
  world.candle(2, 100, BTC, 90);
  await world.until(closeOf(2) + 10_000);
  t.is(world.all("position.closed").length, 1);
});

test("a stop is touched by a trade between two candles", async (t) => {
  const world = await holding(t);
  world.trade(94);
  await world.turn();
  t.is(world.all("position.closed")[0]?.exitReason, "stop");
});

test("a venue that does not answer is asked ever more slowly, and entries are refused by name", async (t) => {
  const world = await kept(t, PolledWorld.live());
  world.server.mood = "hang_up";
  const pauses: number[] = [];
  for (let i = 0; i < 7; i += 1) pauses.push(await world.turn());
  t.deepEqual(pauses, [2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  t.true(world.isLost);
  t.regex(world.gate.state.holds[0]?.detail ?? "", /^VENUE_UNAVAILABLE: BTC\/USD unreachable: /);
  const denials = world.submit(wish(1));
  t.true(denials.includes("VENUE_UNAVAILABLE") && denials.includes("TRADING_REDUCING"));
  t.is(world.all("hold.placed").length, 2);
});

test("one failed round is no lost venue", async (t) => {
  const world = await kept(t, PolledWorld.live());
  world.server.mood = "error";
  await world.turn();
  await world.turn();
  world.server.mood = "well";
  world.trade(100);
  await world.turn();
  t.is(world.all("hold.placed").length, 1);
});

test("a mere reconnect does not clear it: prices must have been made since", async (t) => {
  const world = await kept(t, PolledWorld.live());
  const last = world.now;
  world.server.mood = "error";
  for (let i = 0; i < 3; i += 1) await world.turn();
  t.true(world.isLost);
  world.server.mood = "well";
  world.server.trade(BTC, 100, last + 100);
  await world.turn();
  await world.turn();
  t.true(world.isLost);
  world.trade(100);
  await world.turn();
  t.false(world.isLost);
  t.deepEqual(world.submit(wish(1)), []);
});

test("prices whose time stands still are no prices, however promptly they are served", async (t) => {
  const world = await kept(t, PolledWorld.live());
  const frozen = world.now;
  await world.until(frozen + 88_000);
  t.false(world.isLost);
  await world.until(frozen + 94_000);
  t.true(world.isLost);
  t.regex(world.gate.state.holds[0]?.detail ?? "", /no price younger than/);
  const denials = world.submit(wish(1));
  t.true(denials.includes("QUOTE_STALE") && denials.includes("VENUE_UNAVAILABLE"));
});

test("while the venue is lost exits wait, and leave with the first price after it", async (t) => {
  const world = await holding(t);
  world.server.mood = "hang_up";
  for (let i = 0; i < 3; i += 1) await world.turn();
  t.deepEqual(world.submit(exit(2, { reference: { price: "100", candleTs: T0 } })), []);
  t.deepEqual(world.all("position.closed"), []);
  world.server.mood = "well";
  world.trade(97);
  await world.turn();
  world.trade(97);
  await world.turn();
  t.is(world.all("position.closed")[0]?.exitPrice, "97");
});

test("the operator gets out while the venue is lost, as soon as it is back", async (t) => {
  const world = await holding(t);
  world.server.mood = "error";
  for (let i = 0; i < 4; i += 1) await world.turn();
  world.gate.execute(flatten());
  world.server.mood = "well";
  await world.turn();
  world.trade(98);
  await world.turn();
  t.is(world.all("flatten.completed").length, 1);
});

test("after a restart the candles in between are fetched, and a stop that one of them touched has filled", async (t) => {
  const world = await holding(t);
  world.now = closeOf(4) + 60_000;
  world.candle(1, 100);
  world.candle(2, 99, BTC, 94);
  world.candle(3, 103);
  world.candle(4, 104);
  world.start();
  t.true(world.isLost);
  await world.turn();
  t.deepEqual(world.ticks, ["0: BTC", "1: BTC", "2: BTC", "3: BTC", "4: BTC"]);
  const [closed] = world.all("position.closed");
  t.like(closed, { exitReason: "stop", exitPrice: "95", exitAt: T0 + 2 * CANDLE_MS });
  t.is(world.all("order.filled").length, 2);
});

test("a restart remembers for each symbol how far it had come", async (t) => {
  const world = await kept(t, PolledWorld.live([BTC, ETH]));
  world.server.unknown.add("ETH-USD");
  world.now = closeOf(1) + 6_000;
  world.candle(1, 101);
  while (world.ticks.length < 2) await world.turn();
  t.deepEqual(world.ticks, ["0: BTC ETH", "1: BTC"]);
  world.candle(1, 90, ETH);
  world.server.unknown.clear();
  world.start([BTC, ETH]);
  while (world.ticks.length < 3) await world.turn();
  t.deepEqual(world.ticks, ["0: BTC ETH", "1: BTC", "1: ETH"]);
});

test("a gate that reads its journal again is the gate that never died, prices between candles included", async (t) => {
  const world = await holding(t);
  await world.until(closeOf(1));
  world.candle(1, 104);
  await world.until(closeOf(1) + 10_000);
  world.trade(103);
  await world.until(closeOf(1) + 50_000);
  t.true(world.all("market.quoted").length > 1);
  t.deepEqual(recover(memoryJournal(world.journal.events)), world.gate.state);
});

test("marks are journaled at most every half minute", async (t) => {
  const world = await kept(t, PolledWorld.live());
  const from = world.now;
  const before = world.all("market.quoted").length;
  while (world.now < from + 50_000) {
    world.trade(100);
    await world.turn();
  }
  t.is(world.all("market.quoted").length - before, 1);
  t.true(world.now - (world.gate.state.marks[BTC]?.at ?? 0) < 35_000);
});

test("a run of so many candles ends by itself", async (t) => {
  const world = await kept(t, PolledWorld.begin([BTC], 2));
  t.deepEqual(world.ended, []);
  await world.until(closeOf(1));
  world.candle(1, 100);
  while (world.ended.length === 0) await world.turn();
  t.deepEqual(world.ticks, ["0: BTC", "1: BTC"]);
});
