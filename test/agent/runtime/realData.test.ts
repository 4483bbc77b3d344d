import { join } from "node:path";
import test from "ava";
import { learningMeans } from "../../../bin/evolve/learning.ts";
import { archiveFolder, readArchive } from "../../../src/store/archive/archive.ts";
import { USUAL_LOOPS } from "../../../src/store/settings/budget.ts";
import { tempDir } from "../../store/temp.ts";
import { exchange, MINUTE, T0 } from "../market/exchange.ts";
import { eager, rulebook, SIM, stage } from "./stage.ts";

const BTC = { venue: "coinbase", symbol: "BTC/USD", timeframe: "1m" } as const;
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

test("candles that were seen on real data stand in the archive, whole, and a new process goes on behind them", async (t) => {
  const { world, url } = await exchange(t);
  const folder = tempDir(t);
  const archive = join(folder, "archive");
  const learning = learningMeans({
    folder,
    stop: join(folder, "STOP"),
    archive,
    settings: join(folder, "settings.json"),
    budget: USUAL_LOOPS,
  });
  const at = archiveFolder(archive, BTC);
  const live = async () => {
    const options = { binding: REAL, nextTick: null, wallClock: () => world.now, coinbaseUrl: url, learning };
    const on = await stage(t, options);
    await on.gate.until(() => on.told("candle.processed").length === 1);
    return on;
  };
  const first = await live();
  const before = readArchive(at);
  t.is(before.ts.at(-1), T0 - MINUTE, "up to the newest that closed");
  t.is(before.ts.at(-1)! - before.ts[0]!, (before.length - 1) * MINUTE, "without a hole");
  first.agent.stop();
  await first.agent.done;
  world.now += 5 * MINUTE;
  await live();
  const after = readArchive(at);
  t.is(after.length, before.length + 5);
  t.is(after.ts.at(-1), T0 + 4 * MINUTE);
  t.deepEqual(after.close.slice(0, before.length), before.close);
});
