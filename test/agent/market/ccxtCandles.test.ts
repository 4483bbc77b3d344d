import test from "ava";
import { ccxtCandles } from "../../../src/agent/market/ccxtCandles.ts";
import { krakenServer } from "../../gate/venue/ccxt/bench.ts";
import { BTC, T0 } from "../../gate/facts.ts";

const MINUTE_MS = 60_000;

test("another exchange's candles come oldest first, within what was asked for", async (t) => {
  const clock = { now: T0 };
  const [server, url] = await krakenServer(t, clock);
  for (let n = 0; n < 6; n += 1) {
    clock.now = T0 + n * MINUTE_MS;
    server.price("BTC-USD", String(61_000 + n));
  }
  const fetchCandles = await ccxtCandles("kraken", "1m", url);
  const candles = await fetchCandles(BTC, T0 + MINUTE_MS, T0 + 4 * MINUTE_MS);
  t.deepEqual(
    candles.map(({ ts, close }) => [ts, close]),
    [1, 2, 3].map((n) => [T0 + n * MINUTE_MS, 61_000 + n]),
  );
});

test("what is no answer is thrown, never an empty list", async (t) => {
  for (const kind of ["error_before", "drop_before", "html", "half"] as const) {
    const [server, url] = await krakenServer(t, { now: T0 });
    const fetchCandles = await ccxtCandles("kraken", "1m", url);
    server.fault("candles", kind);
    await t.throwsAsync(() => fetchCandles(BTC, T0, T0 + MINUTE_MS));
  }
});

test("a length of candles that it does not have, and an id that is none, are refused", async (t) => {
  await t.throwsAsync(() => ccxtCandles("kraken", "2h"), { message: /kraken has no 2h candles; use 1m, 5m/ });
  await t.throwsAsync(() => ccxtCandles("../base/Exchange", "1m"));
});
