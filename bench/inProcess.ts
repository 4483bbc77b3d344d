import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { openingOf } from "../bin/gate/account.ts";
import { climb } from "../src/gate/checks/ladder.ts";
import { PROTOCOL_VERSION } from "../src/gate/contract/frame.ts";
import { Gate, type GateJournal } from "../src/gate/heart/gate.ts";
import { TickTime } from "../src/gate/heart/marketTime.ts";
import { readSafety } from "../src/gate/safety/load.ts";
import { idSource } from "../src/store/ids.ts";
import { GENESIS, recordedOf, rowOf } from "../src/store/journal/record.ts";
import { readInstruments } from "../src/store/market/instruments.ts";
import { seededRandom } from "../src/store/random.ts";
import type { AccountBinding } from "../src/store/words/account.ts";
import { tooSmall } from "./gate.ts";
import { line } from "./measure.ts";

const AT = Date.UTC(2026, 0, 5, 0, 5);
const PRICE = "60000";
const WARM_UP = 5_000;
/** The first frame of a connection. */
const ORIGIN = { protocol: PROTOCOL_VERSION, order: "rising" } as const;

/** What one verdict costs without pipe and disk, and what a million of them leave behind. */
export function benchInProcess(intents: number): void {
  const { gate, context, nextId } = gateInMemory();
  const intent = () => tooSmall(nextId(), PRICE, AT);
  const judge = () => void gate.execute({ type: "intent.submit", intent: intent(), prior: null, origin: ORIGIN });

  const one = intent();
  const asked = { intent: one, origin: ORIGIN, seen: null, approvedBy: null };
  const checks = climb(asked, gate.state, context).length;
  each(WARM_UP, () => void climb(asked, gate.state, context));
  const climbs = each(WARM_UP, () => void climb(asked, gate.state, context));
  const events = gate.execute({ type: "intent.submit", intent: one, prior: null, origin: ORIGIN });
  const copies = each(WARM_UP, () => void JSON.parse(JSON.stringify(events)));
  const copied = `their events through JSON ${copies.toFixed(0)} µs`;
  line(`${checks} checks`, `${climbs.toFixed(0)} µs, ${perSecond(climbs, checks)} checks/s`, copied, climbs / copies);

  each(WARM_UP, judge);
  const before = heapMegabytes();
  const verdicts = each(intents, judge);
  const after = heapMegabytes();
  line("a verdict in process, hashed, no disk", `${verdicts.toFixed(0)} µs`, copied, verdicts / copies);
  const count = intents.toLocaleString("en");
  const limit = `after ${WARM_UP.toLocaleString("en")}: ${before.toFixed(1)} MB`;
  line(`memory after ${count} intents`, `${after.toFixed(1)} MB`, limit, after / before);
}

/** Microseconds each, on the average: collecting what was left behind is part of the price. */
function each(count: number, work: () => void): number {
  const from = performance.now();
  for (let i = 0; i < count; i += 1) work();
  return ((performance.now() - from) * 1_000) / count;
}

const perSecond = (micros: number, checks: number): string =>
  Math.round((1e6 / micros) * checks).toLocaleString("en", { notation: "compact", maximumFractionDigits: 1 });

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;
function heapMegabytes(): number {
  collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

/** A gate on an account of its own, one candle old, whose journal hashes every event and keeps none. */
function gateInMemory() {
  const listed = [{ ...readInstruments("instruments.yaml").get("BTC/USD"), asOf: null }];
  const safety = readSafety("safety.yaml");
  const time = new TickTime(AT);
  const nextId = idSource(time.now, seededRandom("bench"));
  const gate = new Gate({
    journal: forgetful(),
    safety,
    timeframe: "5m",
    time,
    nextId,
    publish: () => {},
  });
  gate.execute(
    openingOf({
      binding: BINDING,
      limits: safety.limits,
      instruments: listed,
      starters: "rules/starter.yaml",
      cash: null,
    }),
  );
  const candles = [{ symbol: "BTC/USD", high: PRICE, low: PRICE, close: PRICE }];
  gate.execute({ type: "market.advance", n: 0, at: AT, candleTs: AT - 300_000, candles });
  return { gate, nextId, context: { now: AT, nextId, safety, timeframe: "5m" as const } };
}

const BINDING: AccountBinding = {
  mode: "paper",
  venue: "paper",
  market: { kind: "sim", seed: "bench", epoch: AT, historyBars: 0 },
  symbols: ["BTC/USD"],
  timeframe: "5m",
  currency: "USD",
};

function forgetful(): GateJournal {
  let head = { seq: 0, hash: GENESIS };
  return {
    append: (drafts) =>
      drafts.map((draft) => {
        const row = rowOf(draft, head.seq + 1, head.hash);
        head = { seq: row.seq, hash: row.hash };
        return recordedOf(row);
      }),
    read: () => [],
    replay: () => [],
    head: () => head,
    saveSnapshot: () => {},
    loadSnapshot: () => null,
  };
}
