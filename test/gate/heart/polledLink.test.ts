import { BTC, exit, flatten, T0 } from "../facts.ts";
import { holding, kept, live, test, wish } from "./polledBench.ts";
import { PolledWorld } from "./polledWorld.ts";

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

test("a venue that does not answer is asked at the usual pace until it counts as lost, then ever more slowly, and entries are refused by name", async (t) => {
  const world = await live(t);
  world.server.mood = "hang_up";
  const pauses: number[] = [];
  for (let i = 0; i < 10; i += 1) pauses.push(await world.turn());
  t.deepEqual(pauses, [2_000, 2_000, 2_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  t.true(world.isLost);
  t.regex(world.gate.state.holds[0]?.detail ?? "", /^VENUE_UNAVAILABLE: BTC\/USD unreachable: /);
  const denials = world.submit(wish(1));
  t.true(denials.includes("VENUE_UNAVAILABLE") && denials.includes("TRADING_REDUCING"));
  t.is(world.all("hold.placed").length, 2);
});

test("one failed round is no lost venue", async (t) => {
  const world = await live(t);
  world.server.mood = "error";
  await world.turn();
  await world.turn();
  world.server.mood = "well";
  world.trade(100);
  await world.turn();
  t.is(world.all("hold.placed").length, 1);
});

test("a mere reconnect does not clear it: prices must have been made since", async (t) => {
  const world = await live(t);
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
  const world = await live(t);
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
