import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { learningMeans } from "../../../bin/evolve/learning.ts";
import type { Hello } from "../../../src/gate/contract/agentVerbs.ts";
import { evolutionOn } from "../../../src/agent/runtime/evolution.ts";
import { Learned } from "../../../src/agent/runtime/learned.ts";
import type { AgentOptions } from "../../../src/agent/runtime/options.ts";
import { type ArchiveKey, archiveFolder, readArchive } from "../../../src/store/archive/archive.ts";
import type { Candle } from "../../../src/store/market/candle.ts";
import { USUAL_LOOPS } from "../../../src/store/settings/budget.ts";
import type { AccountBinding } from "../../../src/store/words/account.ts";
import { tempDir } from "../../store/temp.ts";
import { EPOCH, INSTRUMENTS, SIM } from "./stage.ts";

const candle = (n: number, close: number): Candle => ({
  ts: EPOCH + n * 300_000,
  open: close,
  high: close,
  low: close,
  close,
  volume: 1,
});

/** What loop 2 of an account on that market reads and keeps, in a home that others may share. */
function loop2(t: ExecutionContext, market: AccountBinding["market"], folder = tempDir(t)) {
  const archive = join(folder, "archive");
  const read: ArchiveKey[] = [];
  const means = learningMeans({
    folder,
    stop: join(folder, "STOP"),
    archive,
    settings: join(folder, "settings.json"),
    budget: USUAL_LOOPS,
  });
  const learning: AgentOptions["learning"] = {
    ...means,
    archived(key) {
      read.push(key);
      return means.archived(key);
    },
  };
  const options = { learning, instruments: INSTRUMENTS, monotonicMs: () => 0 } as unknown as AgentOptions;
  const hello = { binding: { ...SIM, market }, journalId: "account" } as Hello;
  const nobody = () => {
    throw new Error("nobody is asked");
  };
  const around = { hello, learned: new Learned(null), memory: { tell: nobody }, view: { costs: null } };
  const hooks = { call: nobody, say: t.log, onProgress: t.log };
  const evolution = evolutionOn(options, { ...around, hooks } as unknown as Parameters<typeof evolutionOn>[1])!;
  const see = async (...candles: readonly Candle[]): Promise<void> => {
    for (const each of candles) evolution.shown("BTC/USD", each);
    await evolution.step(EPOCH);
  };
  const kept = (venue: string) => [
    ...readArchive(archiveFolder(archive, { venue, symbol: "BTC/USD", timeframe: "5m" })).close,
  ];
  return { folder, read, see, kept };
}

test("each account reads and keeps the candles of its own exchange: another one's prices are none of its history", async (t) => {
  const coinbase = loop2(t, { kind: "coinbase" });
  await coinbase.see(candle(0, 100), candle(1, 101));
  const kraken = loop2(t, { kind: "ccxt", exchange: "kraken" }, coinbase.folder);
  await kraken.see(candle(0, 200), candle(9, 209));
  t.deepEqual(coinbase.kept("coinbase"), [100, 101]);
  t.deepEqual(kraken.kept("kraken"), [200, 209]);
  t.deepEqual([coinbase.read[0]?.venue, kraken.read[0]?.venue], ["coinbase", "kraken"]);
});

test("of a synthetic market nothing is archived", async (t) => {
  const sim = loop2(t, SIM.market);
  await sim.see(candle(0, 100));
  t.deepEqual(sim.read, []);
  t.throws(() => sim.kept("coinbase"));
});
