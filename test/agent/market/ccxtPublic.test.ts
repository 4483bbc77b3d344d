import test from "ava";
import { publicCcxt } from "../../../src/agent/market/ccxtPublic.ts";
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
  const { fetchCandles } = await publicCcxt("kraken", "1m", url);
  const candles = await fetchCandles(BTC, T0 + MINUTE_MS, T0 + 4 * MINUTE_MS);
  t.deepEqual(
    candles.map(({ ts, close }) => [ts, close]),
    [1, 2, 3].map((n) => [T0 + n * MINUTE_MS, 61_000 + n]),
  );
});

test("the top of its book is told, without a time where it gives none", async (t) => {
  const [, url] = await krakenServer(t, { now: T0 });
  const { fetchTop } = await publicCcxt("kraken", "1m", url);
  t.deepEqual(await fetchTop(BTC), { bid: 60_993.9, ask: 61_006.1, stampedAt: null });
});

test("what is no answer is thrown, never an empty list", async (t) => {
  for (const kind of ["error_before", "drop_before", "html", "half"] as const) {
    const [server, url] = await krakenServer(t, { now: T0 });
    const { fetchCandles, fetchTop } = await publicCcxt("kraken", "1m", url);
    server.fault("candles", kind);
    server.fault("book", kind);
    await t.throwsAsync(() => fetchCandles(BTC, T0, T0 + MINUTE_MS));
    await t.throwsAsync(() => fetchTop(BTC));
  }
});

test("a length of candles that it does not have, and an id that is none, are refused", async (t) => {
  await t.throwsAsync(() => publicCcxt("kraken", "2h"), { message: /kraken has no 2h candles; use 1m, 5m/ });
  await t.throwsAsync(() => publicCcxt("../base/Exchange", "1m"));
});
