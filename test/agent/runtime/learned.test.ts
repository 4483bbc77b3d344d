import test, { type ExecutionContext } from "ava";
import { type Learned, recallLearned } from "../../../src/agent/runtime/learned.ts";
import type { Draft } from "../../../src/store/events/envelope.ts";
import { idOfName } from "../../../src/store/ids.ts";
import { seededRandom } from "../../../src/store/random.ts";
import { FakeGate, GATE_JOURNAL } from "../fakeGate.ts";
import { ruleWith } from "../strategy/rule.ts";
import { EPOCH, journalOn, newPath, SIM } from "./stage.ts";

const { document } = ruleWith({ id: "trend" });
const closed = (n: number, r: number) => ({
  positionId: idOfName(`position ${n}`),
  ruleId: "trend",
  ruleVersion: document.version,
  symbol: "BTC/USD",
  side: "long",
  quantity: "1",
  entryAt: EPOCH,
  entryPrice: "100",
  exitAt: EPOCH + n * 60_000,
  exitPrice: "101",
  fees: "0",
  realizedPnl: "1",
  r,
  mfeR: 1,
  maeR: 0,
  plannedPrice: "100",
  exitReason: "stop",
});
const received = (n: number, rsi: number) => ({
  origin: { protocol: 1, order: "rising" },
  intent: {
    intentId: idOfName(`position ${n}`),
    ruleId: "trend",
    ruleVersion: document.version,
    symbol: "BTC/USD",
    purpose: "entry",
    side: "buy",
    quantity: "1",
    type: "market",
    timeInForce: "ioc",
    stopPrice: "90",
    thesis: {
      claim: "c",
      evidence: [`rsi(close, 14) = ${rsi}`],
      invalidation: "i",
      horizonBars: null,
      expectedR: null,
    },
    reference: { price: "100", candleTs: EPOCH },
    createdAt: EPOCH,
  },
});
const cut = { from: EPOCH, to: EPOCH + 1, periodMs: 3_600_000 };
const started = (cycle: number) => ({
  cycle,
  because: "trades",
  at: EPOCH + cycle,
  trades: cycle * 10,
  seed: `s ${cycle}`,
  cut,
  incumbents: [document],
  count: 6,
  shares: null,
  calibration: 0.5,
  leastImprovement: 0.01,
  refused: [],
});
const ended = (cycle: number) => ({
  cycle,
  how: "done",
  why: "",
  followed: [],
  result: {
    sentence: "no proposal",
    gates: [],
    tried: [
      { fingerprint: idOfName(`${cycle}`), ruleId: "trend", operator: "o", change: "c", trades: 31, sharpe: 1 / cycle },
    ],
    search: { from: EPOCH, to: EPOCH + 1 },
    burntTo: null,
    best: null,
    proposal: null,
  },
});

const changes = {
  first: { key: "evolveTrades", value: "200", before: "100" },
  second: { key: "metaDecay", value: "0.9", before: "0.95" },
} as const;
const asked = (name: keyof typeof changes) => ({
  proposalId: idOfName(name),
  kind: "settings.change",
  ...changes[name],
  direction: "neutral",
  filedBy: "agent",
  filedAt: EPOCH,
  expiresAt: EPOCH + 1,
  rationale: "r",
});

/** A journal with a life of trades and cycles in it; `after` is called when half of it was lived. */
function lived(t: ExecutionContext, halfway: (journal: ReturnType<typeof journalOn>) => void) {
  const journal = journalOn(newPath(t));
  t.teardown(() => journal.close());
  const gate = new FakeGate(t, SIM);
  const random = seededRandom("lived");
  const mirror = (type: string, data: object): void => {
    journal.mirror.add(GATE_JOURNAL, gate.record(type, data as never));
  };
  mirror("rule.accepted", { document, by: "operator" });
  const tell = (type: string, data: unknown): void => {
    const id = idOfName(`${type} ${journal.head().seq}`);
    journal.append([{ id, ts: EPOCH, type, causationId: null, correlationId: id, data } satisfies Draft]);
  };
  for (let n = 1; n <= 60; n++) {
    mirror("intent.received", received(n, random() * 100));
    mirror("position.closed", closed(n, random() * 4 - 2));
    if (n % 10 === 0) {
      tell("evolution.started", started(n / 10));
      tell("evolution.ended", ended(n / 10));
    }
    if (n === 20) for (const name of ["first", "second"] as const) mirror("proposal.submitted", asked(name));
    if (n === 25) tell("settings.filed", { ...changes.first, proposalId: idOfName("first"), refused: null });
    if (n === 30) mirror("proposal.accepted", { proposalId: idOfName("first"), by: "operator", reason: "yes" });
    if (n === 33) halfway(journal);
    if (n === 40) tell("settings.taken", { proposalId: idOfName("first"), ...changes.first, now: "200" });
    if (n === 50) mirror("proposal.accepted", { proposalId: idOfName("second"), by: "operator", reason: "yes" });
  }
  return journal;
}

const all = (learned: Learned): string =>
  JSON.stringify([
    learned.rulings,
    learned.evolution,
    learned.settings,
    learned.beliefs.save(),
    learned.record.save(),
    learned.samples.save(),
  ]);

test("what a new process has learned from the whole journal, and from a snapshot of half of it, is the same bit for bit", (t) => {
  const whole = recallLearned(
    lived(t, () => {}),
    GATE_JOURNAL,
  );
  t.deepEqual(
    whole.settings.accepted.map(({ change }) => change),
    [changes.second],
    "one was taken up, and the other waits to be",
  );
  t.is(whole.rulings.trades, 60);
  t.is(whole.evolution.done, 6);
  t.is(whole.evolution.ledger.tried.length, 6);
  t.is(whole.samples.save().made.ended[0]?.[1].length, 60);
  t.is(whole.beliefs.beliefs[`trend v${document.version}`]?.n, 60);
  const halved = lived(t, (journal) => {
    const { seq } = journal.mirror.last(GATE_JOURNAL);
    recallLearned(journal, GATE_JOURNAL).keep(journal, GATE_JOURNAL, seq, 10);
    t.truthy(journal.loadSnapshot());
  });
  t.is(all(recallLearned(halved, GATE_JOURNAL)), all(whole));
});

test("a snapshot is kept once there is enough to be saved the reading of, and one of another account is none", (t) => {
  const journal = lived(t, () => {});
  recallLearned(journal, GATE_JOURNAL).keep(journal, GATE_JOURNAL, 61);
  t.is(journal.loadSnapshot(), null, "some hundred events are read in no time");
  recallLearned(journal, GATE_JOURNAL).keep(journal, "another", 61, 10);
  t.is(recallLearned(journal, GATE_JOURNAL).rulings.trades, 60);
});
