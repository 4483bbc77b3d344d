import { recover } from "../../../src/gate/heart/recover.ts";
import { BTC, CANDLE_MS, ETH, T0 } from "../facts.ts";
import { memoryJournal } from "../memory.ts";
import { closeOf, holding, live, test, wish } from "./polledBench.ts";

test("an order fills at the first trade after it, not at one from before", async (t) => {
  const world = await live(t);
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
  const world = await live(t);
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
  const world = await live(t, [BTC, ETH]);
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
