import test from "ava";
import { PauseBook } from "../../../src/agent/learning/pauseBook.ts";
import { CandleHistory } from "../../../src/agent/learning/candleHistory.ts";
import type { CycleEnd, CycleOrder } from "../../../src/agent/learning/cycleOrder.ts";
import { evolutionAfter, type EvolutionMemory, noEvolution } from "../../../src/agent/learning/evolutionBook.ts";
import { dueBecause } from "../../../src/agent/learning/due.ts";
import { Evolver } from "../../../src/agent/learning/evolver.ts";
import { noRulings, type Rulings } from "../../../src/agent/learning/rulings.ts";
import { noSettings } from "../../../src/agent/learning/settingsBook.ts";
import type { Memory } from "../../../src/agent/runtime/memory.ts";
import { idOfName } from "../../../src/store/ids.ts";
import { USUAL_LOOPS } from "../../../src/store/settings/budget.ts";
import { HOUR_MS } from "../../../src/store/time.ts";
import { INSTRUMENTS } from "../runtime/stage.ts";
import { ruleWith } from "../strategy/rule.ts";

const FROM = Date.UTC(2026, 0, 1);
const { document } = ruleWith({ id: "trend", status: "active" });
const rulings: Rulings = { ...noRulings, openedAt: FROM, trades: 100, rules: { trend: document } };

/** Hourly candles from one hour up to but not another, once for each pair. */
function historyOf(...spans: readonly (readonly [from: number, to: number])[]): CandleHistory {
  const history = new CandleHistory();
  const candle = { open: 1, high: 1, low: 1, close: 1, volume: 1 };
  for (const [from, to] of spans)
    for (let i = from; i < to; i++) history.push("BTC/USD", { ts: FROM + i * HOUR_MS, ...candle });
  return history;
}

/** An agent on real data: the market waits for nobody. @param before what an earlier process left. */
const onRealData = (history = historyOf([0, 100]), before: EvolutionMemory = noEvolution, rules = rulings.rules) =>
  agentOn({ history, before, rules, waits: false });

interface Given {
  readonly history: CandleHistory;
  readonly before: EvolutionMemory;
  readonly rules: Rulings["rules"];
  readonly waits: boolean;
}

function agentOn({ history, before, rules, waits }: Given) {
  const told: string[] = [];
  const orders: CycleOrder[] = [];
  let evolution = before;
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
    known: () => ({
      evolution,
      rulings: { ...rulings, rules },
      beliefs: {},
      pauses: new PauseBook(),
      settings: noSettings,
    }),
    hintsOf: () => [],
    keepSetting: ({ value }) => value,
    history,
    instruments: INSTRUMENTS,
    symbols: ["BTC/USD"],
    candleMs: HOUR_MS,
    hasPlugin: (ruleId) => ruleId === "plugged",
    costs: () => ({ takerFeeBps: 1, makerFeeBps: 1, spreadBps: 1, slippageBps: 1 }),
    budget: { ...USUAL_LOOPS, everyTrades: 100 },
    startCycle(order, isWaitedFor, onProgress) {
      orders.push(order);
      onProgress({ done: 1, total: 2, best: "" });
      return { done, cancel: (why) => resolve({ how: "canceled", why: `${why}, waits ${isWaitedFor}` }) };
    },
    waits,
    remedy: (symbol) => `; fetch ${symbol}`,
    seed: "seed",
    monotonicMs: () => 0,
    onProgress: (text) => void shown.push(text),
    onHeld: () => {},
  });
  return { evolver, history, told, orders, shown, resolve, known: () => evolution };
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
  t.is(known().sentence, "failed: its thread ended");
  t.is(shown.at(-1), "cycle 1: failed: its thread ended", "and stays until the next one begins");
  const later = onRealData(undefined, known());
  await later.evolver.step(FROM + 131 * HOUR_MS);
  t.is(later.shown[0], "cycle 1: failed: its thread ended", "for the process that comes after this one too");
});

test("where the market waits, an outcome is taken up on the twelfth candle, by whichever process is there by then", async (t) => {
  for (const restartAt of [null, 1, 5, 11, 12]) {
    const given = { history: historyOf([0, 100]), rules: rulings.rules, waits: true };
    let agent = agentOn({ ...given, before: noEvolution });
    let n = 0;
    for (; n < 20 && !agent.told.includes("evolution.ended"); n++) {
      if (n === restartAt) agent = agentOn({ ...given, before: agent.known() });
      agent.resolve({ how: "failed", why: "its thread ended" });
      await agent.evolver.step(FROM + (100 + n) * HOUR_MS);
    }
    t.is(n - 1, 12, `a new process at ${restartAt}`);
  }
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

test("a cycle breeds from what runs as its text says alone: of these candles, without a plug-in, not retired", async (t) => {
  const all = [
    { ...document, id: "hourly", timeframe: "1h" as const },
    { ...document, id: "quick", timeframe: "5m" as const },
    { ...document, id: "plugged" },
    { ...document, id: "gone", status: "retired" as const },
    { ...document, id: "resting", status: "paused" as const },
  ];
  const asRules = (documents: typeof all) => Object.fromEntries(documents.map((each) => [each.id, each]));
  const { evolver, orders } = onRealData(undefined, undefined, asRules(all));
  await evolver.step(FROM + 100 * HOUR_MS);
  t.deepEqual(
    orders[0]?.job.incumbents.map(({ id }) => id),
    ["hourly", "resting"],
  );
  t.deepEqual(orders[0]?.job.taken, ["quick", "plugged", "gone"], "whose names are taken all the same");
  const none = onRealData(undefined, undefined, asRules(all.slice(1, 4)));
  await none.evolver.step(FROM + 100 * HOUR_MS);
  t.deepEqual(none.told, []);
  t.deepEqual(none.shown, [
    "evolution waits: every rule is made for other candles than the account's, or has a plug-in, which it cannot vary",
  ]);
  const empty = onRealData(undefined, undefined, asRules(all.slice(3, 4)));
  await empty.evolver.step(FROM + 100 * HOUR_MS);
  t.deepEqual(empty.shown, []);
});

test("a cycle begins on what lies behind the archive's gap, or says what it waits for and what brings it", async (t) => {
  const { evolver, history, told, orders, shown } = onRealData(historyOf([0, 2_000], [4_000, 4_059]));
  await evolver.step(FROM + 4_059 * HOUR_MS);
  t.deepEqual(told, []);
  t.deepEqual(shown, [
    "evolution waits: 59 of the 60 hours of candles that it takes: BTC/USD has none from 2026-03-25 08:00:00 to 2026-06-16 16:00:00; fetch BTC/USD",
  ]);
  await evolver.step(FROM + 4_059 * HOUR_MS);
  t.is(shown.length, 1, "and does not say it again");
  history.push("BTC/USD", { ts: FROM + 4_059 * HOUR_MS, open: 1, high: 1, low: 1, close: 1, volume: 1 });
  await evolver.step(FROM + 4_060 * HOUR_MS);
  t.deepEqual(told, ["evolution.started"]);
  t.is(shown.at(-1), "evolving 1/2");
  const [{ job, markets } = {} as CycleOrder] = orders;
  t.like(job.cut, { from: FROM + 4_000 * HOUR_MS, to: FROM + 4_060 * HOUR_MS });
  t.is(markets[0]?.columns.length, 60, "and nothing of before the gap warms it up");
});

test("a new process takes a cycle up on the same cut, also when a gap or older candles have come since", async (t) => {
  const first = onRealData(historyOf([0, 100], [110, 200]));
  await first.evolver.step(FROM + 200 * HOUR_MS);
  const left = first.known();
  for (const spans of [
    [
      [0, 100],
      [110, 200],
      [300, 320],
    ] as const,
    [
      [-500, 100],
      [110, 230],
    ] as const,
  ]) {
    const next = onRealData(historyOf(...spans), left);
    await next.evolver.step(FROM + 320 * HOUR_MS);
    t.deepEqual(next.told, [], "it is begun already");
    t.deepEqual(next.orders, first.orders);
  }
});

test("a cycle whose candles are not those that it was begun on comes to nothing, and says so", async (t) => {
  const first = onRealData(historyOf([0, 200]));
  await first.evolver.step(FROM + 200 * HOUR_MS);
  const left = first.known();
  const older = { ...left, open: { ...left.open!, candles: undefined } };
  for (const [before, history, why] of [
    [left, historyOf([0, 150], [160, 300]), /are not those that are here$/],
    [left, historyOf([100, 300]), /are not those that are here$/],
    [older, historyOf([0, 200]), /an older version began it/],
  ] as const) {
    const { evolver, orders, told, known } = onRealData(history, before);
    await evolver.step(FROM + 300 * HOUR_MS);
    await Promise.resolve();
    await evolver.step(FROM + 301 * HOUR_MS);
    t.deepEqual([orders, told], [[], ["evolution.ended"]]);
    t.regex(known().sentence, why);
  }
});
