import test, { type ExecutionContext } from "ava";
import type { CycleEnd, CycleOrder } from "../../../src/agent/learning/cycleOrder.ts";
import type { LearningMeans } from "../../../src/agent/runtime/options.ts";
import { inputOfJob } from "../../../src/loops/evolution/job.ts";
import { counterfactualThreshold } from "../../../src/loops/evolution/operators/counterfactualThreshold.ts";
import { simSource } from "../../../src/store/market/source/sim.ts";
import type { RuleDocument } from "../../../src/store/rules/document.ts";
import { fingerprint } from "../../../src/store/rules/fingerprint.ts";
import { USUAL_LOOPS } from "../../../src/store/settings/budget.ts";
import { idOfName } from "../../../src/store/ids.ts";
import { proposing } from "../learning/proposed.ts";
import { acked, eager, EPOCH, live, newPath, rulebook, SIM, stage, type StageOptions } from "./stage.ts";

/** Enough candles for a data cut. */
const HISTORY = 800;
const BINDING = { ...SIM, market: { kind: "sim", seed: "stage", epoch: EPOCH, historyBars: HISTORY } } as const;
const ALL = (() => {
  const options = { seed: "stage", epoch: EPOCH, historyBars: HISTORY, symbols: SIM.symbols, timeframe: "5m" as const };
  const source = simSource({ ...options, priceIncrement: () => "0.01" });
  return Array.from({ length: HISTORY + 30 }, () => source.next()).filter((each) => each !== null);
})();
const { document } = eager({ status: "active", entry: "close > 1e9" }) as { document: RuleDocument };
const better: RuleDocument = { ...document, version: 2, status: "probation", entry: "close > 2e9" };
const PRINT = fingerprint(better);
const PROPOSAL = idOfName("the proposal");
const COSTS = { takerFeeBps: 1, makerFeeBps: 1, spreadBps: 1, slippageBps: 1 };

const DONE = proposing(better, document, EPOCH);

/** Threads that work a cycle out when the test says so. */
function bench() {
  const orders: CycleOrder[] = [];
  const ends: ((end: CycleEnd) => void)[] = [];
  const learning: LearningMeans = {
    budget: { ...USUAL_LOOPS, everyTrades: 3, everyHours: 0, candidates: 7 },
    archived: () => null,
    keepSetting: ({ value }) => value,
    archiveOf: () => ({
      end: () => null,
      append: () => {
        throw new Error("a synthetic market is not archived");
      },
    }),
    startCycle(order) {
      orders.push(order);
      const { promise: done, resolve } = Promise.withResolvers<CycleEnd>();
      ends.push(resolve);
      return { done, cancel: (why) => resolve({ how: "canceled", why }) };
    },
  };
  return { orders, ends, learning };
}

const closed = (n: number) => ({
  positionId: idOfName(`position ${n}`),
  ruleId: document.id,
  ruleVersion: 1,
  symbol: "BTC/USD",
  side: "long",
  quantity: "1",
  entryAt: EPOCH,
  entryPrice: "100",
  exitAt: EPOCH,
  exitPrice: "101",
  fees: "0",
  realizedPnl: "1",
  r: 1,
  mfeR: 1,
  maeR: 0,
  plannedPrice: "100",
  exitReason: "stop",
});

/** An entry that saw that, and the trade that came of it. */
const lived = (n: number, rsi: number, r: number) => {
  const { positionId: intentId, ruleId, symbol } = closed(n);
  const order = { side: "buy", quantity: "1", type: "market", timeInForce: "ioc", stopPrice: "90" };
  const thesis = {
    claim: "c",
    evidence: [`rsi(close, 14) = ${rsi}`],
    invalidation: "i",
    horizonBars: null,
    expectedR: null,
  };
  const about = { ruleId, ruleVersion: document.version, symbol, purpose: "entry", thesis, createdAt: EPOCH };
  const intent = { intentId, ...about, ...order, reference: { price: "100", candleTs: EPOCH } };
  const trade = { ...closed(n), ruleVersion: document.version, r };
  return { received: { intent, origin: { protocol: 1, order: "rising" } }, trade };
};

const submitted = () => ({ proposalId: PROPOSAL, direction: "loosen" });

/** An agent that has seen the account open, its rule, and three trades; the tick at hand is the n-th after its history. */
async function traded(t: ExecutionContext, learning: LearningMeans, options: Partial<StageOptions> = {}) {
  const on = await stage(t, {
    binding: BINDING,
    nextTick: HISTORY,
    learning,
    ...options,
    script: {
      "rules.get": rulebook({ document, stats: eager().stats }),
      "proposal.submit": submitted,
      ...options.script,
    },
  });
  await live(on);
  const step = async (n: number): Promise<void> => {
    on.gate.tick(HISTORY + n, ALL[HISTORY + n]!);
    await acked(on, HISTORY + n);
  };
  return { ...on, step };
}

function events(gate: { emit(type: string, data: object): unknown }): void {
  gate.emit("account.opened", {
    binding: BINDING,
    startingCash: "10000",
    costs: COSTS,
  });
  gate.emit("rule.accepted", { document, by: "operator" });
  for (let n = 1; n <= 3; n++) gate.emit("position.closed", closed(n));
}

test("after so many trades a cycle begins; its outcome is taken up twelve candles later, and put before the gate", async (t) => {
  const { orders, ends, learning } = bench();
  const on = await traded(t, learning);
  events(on.gate);
  await on.step(0);
  t.is(orders.length, 1);
  t.like(orders[0]?.job, { count: 7, incumbents: [document], shares: null, calibration: 0.5 });
  t.is(orders[0]?.markets[0]?.columns.length, HISTORY + 1, "all candles up to this one");
  t.deepEqual(orders[0]?.costs, COSTS);
  ends[0]?.(DONE);
  for (let n = 1; n < 12; n++) await on.step(n);
  t.is(on.told("evolution.ended").length, 0, "also where it was over at once");
  await on.step(12);
  t.like(on.told("evolution.ended")[0], { cycle: 1, how: "done", result: { sentence: "proposed" } });
  t.like(on.gate.sent("proposal.submit")[0], {
    document: { ...better, version: document.version + 1, status: "probation" },
    rationale: "because",
    basis: { predicted: { mean: 0.2, low: 0.1, high: 0.3 }, falsifier: "wrong if it loses" },
  });
  t.deepEqual(on.told("evolution.filed"), [{ cycle: 1, fingerprint: PRINT, proposalId: PROPOSAL, refused: null }]);
  const birth = on.journal.birthOf(PROPOSAL);
  t.deepEqual(
    on.journal.story(birth?.id ?? "").map(({ type }) => type),
    ["evolution.started", "evolution.ended", "evolution.filed"],
    "a proposal leads back to its cycle",
  );
  await on.step(13);
  t.is(orders.length, 1, "no further trades, no further cycle");
  const filed = { filedBy: "agent", filedAt: EPOCH, expiresAt: EPOCH + 1, rationale: "because", direction: "loosen" };
  on.gate.emit("proposal.submitted", { proposalId: PROPOSAL, kind: "rule.replace", document: better, ...filed });
  for (let n = 4; n <= 6; n++) on.gate.emit("position.closed", closed(n));
  await on.step(14);
  t.true(orders[1]?.job.ledger.refused.includes(PRINT), "what waits for an answer is not drawn again");
  t.like(orders[1]?.follow[0], { proposalId: PROPOSAL, document: better, parent: document });
});

test("no cycle varies the text of a rule in which a plug-in has a say", async (t) => {
  const { orders, learning } = bench();
  const strategy = { id: document.id, start: () => () => ({ entry: false }) };
  const plugins = { strategies: new Map([[document.id, strategy]]), problems: [] };
  const on = await traded(t, learning, { plugins });
  events(on.gate);
  const plain = { ...document, id: "plain" };
  await on.step(0);
  t.is(orders.length, 0);
  on.gate.emit("rule.accepted", { document: plain, by: "operator" });
  await on.step(1);
  t.deepEqual(orders[0]?.job.incumbents, [plain]);
});

test("a process that dies in the middle leaves its cycle to the next one, which begins it on the same and no other", async (t) => {
  const path = newPath(t);
  const { orders, ends, learning } = bench();
  const first = await traded(t, learning, { path });
  events(first.gate);
  await first.step(0);
  await first.step(1);
  first.agent.stop();
  await first.agent.done;
  const told = first.gate.events;
  const second = await traded(t, learning, {
    path,
    nextTick: HISTORY + 2,
    before: (gate) => void gate.events.push(...told),
  });
  await second.step(2);
  t.is(orders.length, 2);
  t.deepEqual(orders[1]?.job, orders[0]?.job);
  t.deepEqual(orders[1]?.markets, orders[0]?.markets);
  t.is(second.told("evolution.started").length, 1);
  t.is(second.told("evolution.ended").length, 0, "that it was left is no outcome");
  ends[1]?.(DONE);
  for (let n = 3; n <= 12; n++) await second.step(n);
  t.is(second.told("evolution.ended").length, 1);
});

test("what waits at the gate already is not filed twice", async (t) => {
  const { ends, learning } = bench();
  const proposal = {
    proposalId: PROPOSAL,
    kind: "rule.replace",
    document: { ...better, version: document.version + 1 },
    filedBy: "agent",
    direction: "loosen",
  };
  const row = {
    proposal: { ...proposal, filedAt: EPOCH, expiresAt: EPOCH + 1, rationale: "because" },
    state: "open",
    reason: null,
  };
  const on = await traded(t, learning, { script: { "proposals.get": () => ({ proposals: [row] }) } });
  events(on.gate);
  for (let n = 0; n <= 12; n++) {
    await on.step(n);
    ends[0]?.(DONE);
  }
  t.is(on.gate.sent("proposal.submit").length, 0);
  t.is(on.told("evolution.filed")[0]?.proposalId, PROPOSAL);
});

test("what the gate refuses, and what was bred from a rule that was changed since, is said and done with", async (t) => {
  const { ends, learning } = bench();
  const refuse = { refuse: "NOT_ALLOWED_NOW" } as const;
  const on = await traded(t, learning, { script: { "proposal.submit": () => refuse } });
  events(on.gate);
  for (let n = 0; n <= 13; n++) {
    await on.step(n);
    ends[0]?.(DONE);
  }
  t.is(on.gate.sent("proposal.submit").length, 1);
  t.is(on.told("evolution.filed")[0]?.proposalId, null);
  const other = bench();
  const changed = await traded(t, other.learning);
  events(changed.gate);
  await changed.step(0);
  changed.gate.emit("rule.accepted", {
    document: { ...document, version: document.version + 1, entry: "close > 3e9" },
    by: "operator",
  });
  other.ends[0]?.(DONE);
  for (let n = 1; n <= 12; n++) await changed.step(n);
  t.is(changed.gate.sent("proposal.submit").length, 0);
  t.regex(changed.told("evolution.filed")[0]?.refused ?? "", /was changed since/);
});

test("a cycle that the operator ends is on the record as that, and its tries are none", async (t) => {
  const { learning } = bench();
  const on = await traded(t, learning);
  events(on.gate);
  await on.step(0);
  on.agent.cancelCycle();
  for (let n = 1; n <= 12; n++) await on.step(n);
  t.like(on.told("evolution.ended")[0], { how: "canceled", why: "canceled by the operator", result: null });
});

test("what entries saw and came to is on a cycle's record as hints, and with it the operator has something to draw", async (t) => {
  const { orders, learning } = bench();
  const on = await traded(t, learning);
  on.gate.emit("account.opened", { binding: BINDING, startingCash: "10000", costs: COSTS });
  on.gate.emit("rule.accepted", { document, by: "operator" });
  for (let n = 1; n <= 50; n++) {
    const { received, trade } = lived(n, n, n <= 25 ? 1 : -1);
    on.gate.emit("intent.received", received);
    on.gate.emit("position.closed", trade);
  }
  await on.step(0);
  const hint = { ruleId: document.id, feature: "rsi(close, 14)", keep: "below" as const, value: 25.5 };
  t.deepEqual(on.told("evolution.started")[0]?.hints, [hint]);
  const { soil } = inputOfJob(orders[0]!.job, () => ({ share: 1, symbol: "BTC/USD" }));
  const varied = counterfactualThreshold.vary(document, { ...soil, random: () => 0 });
  t.is(varied?.document.entry, "close > 1000000000 and rsi(close, 14) < 25.5");
});
