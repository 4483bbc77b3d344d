import { BTC, CANDLE_MS, ETH, T0 } from "../facts.ts";
import { closeOf, kept, live, test } from "./polledBench.ts";
import { POLL_MS, PolledWorld } from "./polledWorld.ts";

test("each closed candle is booked once and in order, however often it is served", async (t) => {
  const world = await live(t);
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
  const world = await live(t);
  for (let n = 1; n <= 700; n += 1) world.candle(n, 100);
  world.now = closeOf(700) + 6_000;
  while (world.ticks.length < 701) await world.turn();
  t.deepEqual(
    world.all("market.advanced").map(({ candleTs }) => (candleTs - T0) / CANDLE_MS),
    Array.from({ length: 701 }, (_, n) => n),
  );
});

test("symbols that close together are one tick; after a while it goes without those where nobody traded", async (t) => {
  const world = await live(t, [BTC, ETH]);
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
  const world = await live(t, [BTC, ETH]);
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

test("marks are journaled at most every half minute", async (t) => {
  const world = await live(t);
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
