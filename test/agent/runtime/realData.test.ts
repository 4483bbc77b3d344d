import test from "ava";
import { exchange, MINUTE, T0 } from "../market/exchange.ts";
import { eager, rulebook, SIM, stage } from "./stage.ts";

const REAL = { ...SIM, market: { kind: "coinbase" as const }, timeframe: "1m" as const };

test("with real data the candles of the exchange drive the loop, and nothing is acknowledged", async (t) => {
  const { world, url } = await exchange(t);
  const on = await stage(t, {
    binding: REAL,
    nextTick: null,
    wallClock: () => world.now,
    coinbaseUrl: url,
    script: { "rules.get": rulebook(eager({ warmupBars: 500 })) },
  });
  await on.gate.until(() => on.gate.sent("intent.submit").length === 1);
  await on.gate.until(() => on.told("candle.processed").length === 1);
  const [created] = on.told("intent.created");
  t.is(created?.intent.reference.candleTs, T0 - MINUTE);
  await on.gate.until(() => on.told("candle.processed").length === 1);
  world.now += MINUTE;
  on.timers.advance(5_000);
  await on.gate.until(() => on.gate.sent("intent.submit").length === 2);
  await on.gate.until(() => on.told("candle.processed").length === 2);
  t.deepEqual(
    on.told("candle.processed").map(({ n }) => n),
    [T0 / MINUTE - 1, T0 / MINUTE],
  );
  t.deepEqual(on.gate.sent("market.ack"), []);
});

test("stale data is durable news at once, and so is its end", async (t) => {
  const { world, url } = await exchange(t);
  const on = await stage(t, { binding: REAL, nextTick: null, wallClock: () => world.now, coinbaseUrl: url });
  await on.gate.until(() => on.report()?.candles === 1);
  world.isDown = true;
  world.now += 3 * MINUTE;
  on.timers.advance(5_000);
  await on.gate.until(() => on.told("data.stale").length === 1);
  t.is(on.report()?.state, "stale");
  const sent = on.gate.sent("intent.submit").length;
  world.isDown = false;
  on.timers.advance(5_000);
  await on.gate.until(() => on.told("data.fresh").length === 1);
  await on.gate.until(() => on.gate.sent("intent.submit").length === sent + 1);
  t.is(on.report()?.state, "running");
});
