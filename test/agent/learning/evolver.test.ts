import test from "ava";
import { CandleHistory } from "../../../src/agent/learning/candleHistory.ts";
import type { CycleEnd } from "../../../src/agent/learning/cycleOrder.ts";
import { evolutionAfter, type EvolutionMemory, noEvolution } from "../../../src/agent/learning/evolutionBook.ts";
import { dueBecause, Evolver } from "../../../src/agent/learning/evolver.ts";
import { noRulings } from "../../../src/agent/learning/rulings.ts";
import { noSettings } from "../../../src/agent/learning/settingsBook.ts";
import type { Memory } from "../../../src/agent/runtime/memory.ts";
import { idOfName } from "../../../src/store/ids.ts";
import { USUAL_LOOPS } from "../../../src/store/settings/budget.ts";
import { HOUR_MS } from "../../../src/store/time.ts";
import { INSTRUMENTS } from "../runtime/stage.ts";
import { ruleWith } from "../strategy/rule.ts";

const FROM = Date.UTC(2026, 0, 1);
const { document } = ruleWith({ id: "trend", status: "active" });
const rulings = { ...noRulings, openedAt: FROM, trades: 100, rules: { trend: document } };

/** An agent on real data: the market waits for nobody. */
function onRealData() {
  const history = new CandleHistory();
  const candle = { open: 1, high: 1, low: 1, close: 1, volume: 1 };
  for (let i = 0; i < 100; i++) history.push("BTC/USD", { ts: FROM + i * HOUR_MS, ...candle });
  const told: string[] = [];
  let evolution: EvolutionMemory = noEvolution;
  const tell = ((type: string, data: unknown) => {
    const id = idOfName(`event ${told.push(type)}`);
    evolution = evolutionAfter(evolution, { type, data, id, correlationId: id });
    return { id, correlationId: id };
  }) as Memory["tell"];
  const { promise: done, resolve } = Promise.withResolvers<CycleEnd>();
  const shown: string[] = [];
  const evolver = new Evolver({
    memory: { tell },
    call: () => Promise.reject(new Error("nobody is asked")),
    say: () => {},
    known: () => ({ evolution, rulings, beliefs: {}, settings: noSettings }),
    hintsOf: () => [],
    keepSetting: ({ value }) => value,
    history,
    instruments: INSTRUMENTS,
    symbols: ["BTC/USD"],
    candleMs: HOUR_MS,
    costs: () => ({ takerFeeBps: 1, makerFeeBps: 1, spreadBps: 1, slippageBps: 1 }),
    budget: { ...USUAL_LOOPS, everyTrades: 100 },
    startCycle(_order, waits, onProgress) {
      onProgress({ done: 1, total: 2, best: "" });
      return { done, cancel: (why) => resolve({ how: "canceled", why: `${why}, waits ${waits}` }) };
    },
    waits: false,
    seed: "seed",
    monotonicMs: () => 0,
    onProgress: (text) => void shown.push(text),
    onHeld: () => {},
  });
  return { evolver, told, shown, resolve, known: () => evolution };
}

test("with real data no candle waits for a cycle, and its outcome is taken up with the first that finds it there", async (t) => {
  const { evolver, told, shown, resolve, known } = onRealData();
  for (let n = 0; n < 30; n++) await evolver.step(FROM + (100 + n) * HOUR_MS);
  t.deepEqual(told, ["evolution.started"]);
  t.is(shown.at(-1), "evolving 1/2");
  resolve({ how: "failed", why: "its thread ended" });
  await Promise.resolve();
  await evolver.step(FROM + 130 * HOUR_MS);
  t.deepEqual(told, ["evolution.started", "evolution.ended"]);
  t.is(known().sentence, "cycle 1 failed: its thread ended");
  t.is(shown.at(-1), "", "nothing runs any more");
});

test("an agent that stops leaves its cycle open, and begins no other", async (t) => {
  const { evolver, told } = onRealData();
  await evolver.step(FROM + 100 * HOUR_MS);
  evolver.stop();
  await Promise.resolve();
  await t.throwsAsync(evolver.step(FROM + 101 * HOUR_MS), { name: "Unanswered" });
  t.deepEqual(told, ["evolution.started"]);
});

test("a cycle is due after so many trades or hours, whatever comes first; 0 is never", (t) => {
  const due = (trades: number, hours: number, budget: object = {}) => {
    const last = { at: FROM, trades: 50 };
    const limits = { everyTrades: 100, everyHours: 24, ...budget };
    return dueBecause({ open: null, last }, { trades, openedAt: FROM }, limits, FROM + hours * HOUR_MS);
  };
  t.is(due(149, 23), null);
  t.is(due(150, 1), "trades");
  t.is(due(51, 24), "hours");
  t.is(due(999, 999, { everyTrades: 0, everyHours: 0 }), null);
  const never = { everyTrades: 100, everyHours: 24 };
  t.is(dueBecause({ open: null, last: null }, { trades: 0, openedAt: FROM }, never, FROM + 24 * HOUR_MS), "hours");
});
