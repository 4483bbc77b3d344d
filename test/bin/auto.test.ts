import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import { coinbaseAnswers, resolveAuto } from "../../bin/auto.ts";
import { bindingOf } from "../../bin/binding.ts";
import type { MarketFlags } from "../../bin/flags.ts";
import { InputError } from "../../src/store/input.ts";
import { CoinbaseServer } from "../gate/venue/coinbaseServer.ts";

const fresh = () => ({ gateDb: join(mkdtempSync(join(tmpdir(), "trade-")), "gate.db") });
const yes = () => Promise.resolve(true);
const no = () => Promise.resolve(false);
const unasked = () => Promise.reject(new Error("nobody was to be asked"));

test("a new paper account is on Coinbase when it answers, else on the synthetic market, and it is said", async (t) => {
  const all: readonly MarketFlags[] = [{}, { market: ["auto"] }, { mode: "paper", symbols: "ETH/USD" }];
  for (const asked of all) {
    const there = await resolveAuto(asked, fresh(), yes);
    t.deepEqual(there.flags, { ...asked, market: ["coinbase"] });
    t.regex(there.line ?? "", /^market: coinbase /);
    const away = await resolveAuto(asked, fresh(), no);
    t.deepEqual(away.flags.market, ["sim"]);
    t.regex(away.line ?? "", /^market: sim \(Coinbase does not answer/);
  }
});

test("an account that is there keeps its market, and nobody is asked", async (t) => {
  const home = fresh();
  writeFileSync(home.gateDb, "");
  t.deepEqual(await resolveAuto({ market: ["auto"], symbols: "BTC/USD" }, home, unasked), {
    flags: { symbols: "BTC/USD" },
    line: null,
  });
});

test("what was named stays, and live is never chosen for anybody", async (t) => {
  const all: readonly MarketFlags[] = [{ market: ["sim"] }, { market: ["replay:a.csv"] }, { mode: "live" }];
  for (const asked of all) {
    t.deepEqual(await resolveAuto(asked, fresh(), unasked), { flags: asked, line: null });
  }
});

test("a seed or a speed means the synthetic market", async (t) => {
  t.deepEqual((await resolveAuto({ seed: "7" }, fresh(), unasked)).flags.market, ["sim"]);
  t.deepEqual((await resolveAuto({ speed: "max" }, fresh(), unasked)).flags.market, ["sim"]);
});

test("only an answer that is Coinbase's counts: not an error, a login page or silence", async (t) => {
  const server = new CoinbaseServer();
  const url = await server.listen();
  t.true(await coinbaseAnswers(url, 3_000));
  for (const mood of ["error", "html", "hang_up"] as const) {
    server.mood = mood;
    t.false(await coinbaseAnswers(url, 3_000));
  }
  server.mood = "stall";
  t.false(await coinbaseAnswers(url, 50));
  await server.close();
  t.false(await coinbaseAnswers(url, 3_000));
});

test("a candle length that Coinbase does not have is refused before an account is opened", (t) => {
  const error = t.throws(() => bindingOf({ market: ["coinbase"], timeframe: "4h" }), { instanceOf: InputError });
  t.is(error?.message, "--timeframe: Coinbase has no 4h candles; use one of 1m, 5m, 15m, 30m, 1h, 2h, 6h, 1d");
  t.is(bindingOf({ market: ["coinbase"] }).timeframe, "5m");
});
