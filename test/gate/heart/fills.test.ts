import test from "ava";
import { BTC, CANDLE_MS, entry, ETH, exit, type IntentChange, submit, T0 } from "../facts.ts";
import { type Bar, type Bars, reborn, World } from "../world.ts";

const FLAT: Bar = [100, 101, 99, 100];
/** A world after one tick at 100 in which trend asks to buy. */
function asked(change: IntentChange = {}): World {
  const world = new World().tick(FLAT);
  world.gate.execute(submit(entry(1, change)));
  return world;
}
const limit = (price: string, timeInForce: "gtc" | "ioc" = "gtc"): IntentChange => ({
  type: "limit",
  limitPrice: price,
  timeInForce,
});
const fillsOf = (world: World) =>
  world.data("order.filled").map(({ lastPrice, trigger, liquidity }) => `${trigger} ${lastPrice} ${liquidity}`);

test("a market entry fills at the next candle's open", (t) => {
  const world = asked();
  t.deepEqual(fillsOf(world), [], "not in the candle that was seen");
  world.tick([100.5, 103, 99, 102]);
  t.deepEqual(fillsOf(world), ["market 100.5 taker"]);
  t.is(world.data("position.opened")[0]?.openedAt, T0 + CANDLE_MS);
});

test("a stop is live in the candle of its entry", (t) => {
  const world = asked().tick([100, 101, 94, 99]);
  t.deepEqual(fillsOf(world), ["market 100 taker", "stop 95 taker"]);
  t.is(world.data("position.closed").length, 1);
});

test("a gap through the stop fills at the open", (t) => {
  const world = asked().tick(FLAT, [90, 92, 89, 91]);
  t.deepEqual(fillsOf(world), ["market 100 taker", "stop 90 taker"]);
});

test("a candle that touches stop and target counts as stopped, even when it opens beyond the target", (t) => {
  const inside = asked({ targetPrice: "110" }).tick(FLAT, [100, 111, 94, 105]);
  t.deepEqual(fillsOf(inside), ["market 100 taker", "stop 95 taker"]);
  const beyond = asked({ targetPrice: "110" }).tick(FLAT, [112, 113, 94, 105]);
  t.deepEqual(fillsOf(beyond), ["market 100 taker", "stop 95 taker"]);
});

test("a target fills as a maker once the price goes through it, and takes the stop with it", (t) => {
  const touched = asked({ targetPrice: "110" }).tick(FLAT, [100, 110, 99, 105]);
  t.is(fillsOf(touched).length, 1, "a mere touch leaves it in the queue");
  const world = touched.tick([105, 110.01, 104, 108]);
  t.deepEqual(fillsOf(world), ["market 100 taker", "target 110 maker"]);
  t.deepEqual(world.state.orders, {});
});

test("a limit entry fills in the range at its limit, at the open if that is better", (t) => {
  t.deepEqual(fillsOf(asked(limit("99")).tick([100, 101, 98, 100])), ["limit 99 maker"]);
  t.deepEqual(fillsOf(asked(limit("99")).tick([98.5, 101, 98, 100])), ["limit 98.5 maker"]);
  t.deepEqual(fillsOf(asked(limit("99")).tick([100, 101, 99, 100])), [], "a touch is not a fill");
});

test("a limit entry that fills in the range can be stopped in the same candle, but reach no target", (t) => {
  const stopped = asked(limit("99")).tick([100, 101, 94, 96]);
  t.deepEqual(fillsOf(stopped), ["limit 99 maker", "stop 95 taker"]);
  const target = asked({ ...limit("99"), targetPrice: "105" }).tick([100, 106, 98, 104]);
  t.deepEqual(fillsOf(target), ["limit 99 maker"]);
});

test("an entry that rests expires after two candles", (t) => {
  const world = asked(limit("98.5")).tick(FLAT, FLAT);
  t.is(Object.keys(world.state.orders).length, 1);
  world.tick([100, 101, 90, 100]);
  t.is(world.data("order.expired").length, 1);
  t.deepEqual(fillsOf(world), []);
});

test("an immediate limit that the open does not fill expires there", (t) => {
  const world = asked(limit("99", "ioc")).tick([100, 101, 90, 100]);
  t.is(world.data("order.expired")[0]?.cause, "not filled at once");
  t.deepEqual(fillsOf(world), []);
});

test("a market entry does not pay more than the collar: beyond it, it expires", (t) => {
  t.deepEqual(fillsOf(asked().tick([102, 103, 101, 102])), ["market 102 taker"]);
  const world = asked().tick([102.01, 103, 101, 102]);
  t.is(world.data("order.expired")[0]?.cause, "beyond the collar");
  t.deepEqual(world.state.positions, {});
});

test("a rule's exit fills at the next open, whatever the stop would have done in that candle", (t) => {
  const world = asked().tick(FLAT);
  world.gate.execute(submit(exit(2)));
  t.is(Object.values(world.state.orders)[0]?.state, "accepted", "its stop was gone at once");
  world.tick([97, 98, 90, 91]);
  t.deepEqual(fillsOf(world), ["market 100 taker", "market 97 taker"]);
});

test("a symbol without a candle stands still, and its orders wait", (t) => {
  const world = new World().tick({ [BTC]: FLAT, [ETH]: FLAT });
  world.gate.execute(submit(entry(1, limit("99"))));
  world.tick({ [ETH]: FLAT }, { [ETH]: FLAT }, { [ETH]: FLAT });
  t.is(Object.keys(world.state.orders).length, 1);
  t.is(world.state.marks[BTC]?.at, T0 + CANDLE_MS);
});

test("an order of a tick that is repeated after a crash does not fill at its open", (t) => {
  const bars: Bars = { [BTC]: [100, 101, 99, 100], [ETH]: [50, 51, 49, 50] };
  const dead = new World().tick(bars);
  dead.gate.execute(submit(entry(1)));
  dead.phases(bars, "open");
  const alive = reborn(dead);
  alive.gate.execute({ type: "account.flatten", symbol: BTC });
  alive.tick(bars);
  t.deepEqual(fillsOf(alive), [], "the open was over when the operator wanted out");
  t.deepEqual(fillsOf(alive.tick([97, 98, 96, 97])), ["market 97 taker"]);
});

test("a stop that was placed in the range is in the range's rest when the tick is repeated after a crash", (t) => {
  const bar: Bar = [100, 106, 98, 104];
  const dead = asked({ ...limit("99"), targetPrice: "105" });
  dead.phases(bar, "range");
  t.deepEqual(fillsOf(dead), ["limit 99 maker"]);
  const alive = reborn(dead).tick(bar);
  t.deepEqual(fillsOf(alive), [], "its target lies before it in time");
  const gap = asked({ ...limit("99"), stopPrice: "98.5" });
  gap.phases([100, 101, 94, 95], "range");
  t.deepEqual(fillsOf(reborn(gap).tick([100, 101, 94, 95])), ["stop 98.5 taker"]);
});

test("a tick that was booked whole is not booked again", (t) => {
  const world = asked().tick(FLAT);
  const alive = reborn(world);
  // One event more: it has looked at the venue.
  t.deepEqual(alive.state, { ...world.state, seq: world.state.seq + 1 });
  t.is(alive.state.nextTick, 2);
});

test("commission and price are on the grid, against the account", (t) => {
  const costs = { takerFeeBps: 60, makerFeeBps: 40, spreadBps: 1, slippageBps: 1 };
  const world = new World({ costs }).tick(FLAT);
  world.gate.execute(submit(entry(1, { quantity: "1.23456789" })));
  world.tick(FLAT);
  t.like(world.data("order.filled")[0], { lastPrice: "100.02", commission: "0.74088889" });
});
