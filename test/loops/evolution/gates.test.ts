import test from "ava";
import { testedOf } from "../../../src/loops/evolution/contender.ts";
import { breed } from "../../../src/loops/evolution/breed.ts";
import type { Evaluation, EvaluationRequest } from "../../../src/loops/evolution/evaluation.ts";
import { factsOf, requester } from "../../../src/loops/evolution/facts.ts";
import type { Facts, GateResult } from "../../../src/loops/evolution/gates/gate.ts";
import { improvement } from "../../../src/loops/evolution/gates/improvement.ts";
import { gates } from "../../../src/loops/evolution/gates/table.ts";
import { partsOf } from "../../../src/loops/evolution/holdout.ts";
import { emptyLedger, type Ledger } from "../../../src/loops/evolution/ledger.ts";
import { seededRandom } from "../../../src/store/random.ts";
import { HOUR_MS } from "../../../src/store/time.ts";
import { evaluatorOf, inputOf, type PoolWorld } from "../../planted/pool.ts";

const good: PoolWorld = { seed: 11, trades: 1_000, candidates: 12, edgeOf: (i) => (i === 4 ? 0.4 : 0) };

type Answer = (request: EvaluationRequest) => Evaluation;

function factsFor(world: PoolWorld, answer: Answer = evaluatorOf(world), ledger: Ledger = emptyLedger): Facts {
  const input = inputOf(world, ledger);
  const { search } = partsOf(input.cut, ledger)!;
  const random = seededRandom(1);
  const candidates = breed({ ...input.soil, random }, { ...input.breeding, refused: new Set() });
  const ask = requester(search);
  const evaluations = candidates.map(({ document }) => answer(ask(document)));
  const incumbents = new Map([["planted", answer(ask(input.soil.incumbents[0]!))]]);
  const tested = testedOf(candidates, evaluations, incumbents, search);
  const running = factsOf({ ...input, tested, all: tested, search, random });
  let step = running.next();
  while (step.done !== true) step = running.next(step.value.map(answer));
  return step.value;
}

const judged = (facts: Facts): ReadonlyMap<string, GateResult> =>
  new Map(gates.map(({ code, judge }) => [code, judge(facts)]));
/** The gates that say no. */
const refusing = (facts: Facts): readonly string[] =>
  [...judged(facts).values()].filter(({ passed }) => !passed).map(({ code }) => code);

test("what is good passes every gate", (t) => {
  t.deepEqual(refusing(factsFor(good)), []);
});

test("FORESIGHT alone refuses a rule whose newest signal vanishes without the candle after it", (t) => {
  const honest = evaluatorOf(good);
  const peeping: Answer = (request) => {
    const { trades, signals } = honest(request);
    return { trades, signals: signals.filter((at) => at < request.to) };
  };
  const facts = factsFor(good, peeping);
  t.deepEqual(refusing(facts), ["FORESIGHT"]);
  t.is(judged(facts).get("FORESIGHT")?.observed, 20);
});

test("DSR alone refuses the best of a hundred thousand tries, and says how many more trades it would take", (t) => {
  const world = { ...good, trades: 300, edgeOf: (i: number) => (i === 4 ? 0.33 : 0) };
  t.deepEqual(refusing(factsFor(world)), []);
  const facts = factsFor(world, evaluatorOf(world), { ...emptyLedger, older: 100_000 });
  t.deepEqual(refusing(facts), ["DSR"]);
  t.regex(judged(facts).get("DSR")?.sentence ?? "", /best of 100012 tries; needs about \d+ more trades like these/);
});

test("PBO alone refuses a choice that does not hold in the other half of the time", (t) => {
  const facts = factsFor(good);
  // Every other candidate shines in a block of its own and loses elsewhere: whoever wins in sample is last out of it.
  const tested = facts.tested.map((each, k) => {
    const series = each.series.map((_, i) => (Math.floor(i / 80) === k % 10 ? 2 : -0.2) + (i % 2) / 10);
    return { ...each, series };
  });
  t.deepEqual(
    refusing({ ...facts, tested }).filter((code) => code === "PBO" || code === "SPA"),
    ["PBO"],
  );
});

test("SPA alone refuses what is only as good as the rule that runs", (t) => {
  const facts = factsFor(good);
  const tested = facts.tested.map((each) => ({ ...each, difference: each.difference.map(() => 0) }));
  t.deepEqual(refusing({ ...facts, tested }), ["SPA"]);
});

test("MIN_TRL alone refuses a mean that rests on too few trades", (t) => {
  const facts = factsFor(good);
  const few = facts.tested.map((each) => ({ ...each, trades: each.trades.slice(0, 29) }));
  t.deepEqual(refusing({ ...facts, tested: few }), ["MIN_TRL"]);
  const losing = facts.tested.map((each) => ({
    ...each,
    trades: each.trades.map((trade) => ({ ...trade, r: -trade.r })),
  }));
  t.regex(judged({ ...facts, tested: losing }).get("MIN_TRL")?.sentence ?? "", /their mean is not above zero/);
});

test("PLATEAU alone refuses a needle: an edge that is gone a tenth away", (t) => {
  const honest = evaluatorOf(good);
  const needle: Answer = (request) => {
    const { trades, signals } = honest(request);
    const off = request.document.params["x"]?.value === 20 ? 0 : -0.6;
    return { signals, trades: trades.map((trade) => ({ ...trade, r: trade.r + off })) };
  };
  t.deepEqual(refusing(factsFor(good, needle)), ["PLATEAU"]);
});

test("COSTS alone refuses what half as much again of fees would eat", (t) => {
  t.deepEqual(refusing(factsFor({ ...good, cost: 1 })), ["COSTS"]);
});

test("IMPROVEMENT alone refuses what is too little once earlier promises are counted in", (t) => {
  const facts = factsFor(good);
  t.deepEqual(refusing({ ...facts, leastImprovement: 0.2 }), []);
  t.deepEqual(refusing({ ...facts, leastImprovement: 0.2, calibration: 0.25 }), ["IMPROVEMENT"]);
});

test("IMPROVEMENT is asked by the day: the same rule passes or fails alike, however long the periods it was compared by", (t) => {
  const facts = factsFor(good);
  const by = (hours: number, aDay: number) => {
    const [mean, periodMs] = [(aDay * hours) / 24, hours * HOUR_MS];
    const search = { ...facts.search, periodMs };
    return improvement.judge({ ...facts, search, prediction: { ...facts.prediction, mean }, leastImprovement: 0.1 });
  };
  for (const hours of [1, 4, 6, 12, 24]) {
    t.true(by(hours, 0.2).passed && !by(hours, 0.05).passed, `${hours} h`);
    t.is(by(hours, 0.2).sentence, by(24, 0.2).sentence);
  }
  t.regex(by(1, 0.2).sentence, /0\.2000 R a day above the incumbent/);
});

test("a gate that cannot see says no", (t) => {
  const facts = factsFor(good);
  const [only] = facts.tested;
  const blind = { ...facts, tested: [{ ...only!, signals: [], trades: [] }], survivor: 0, costly: [], truncated: [] };
  const codes = refusing(blind);
  for (const code of ["FORESIGHT", "PBO", "MIN_TRL", "COSTS"]) t.true(codes.includes(code), code);
  for (const { passed, observed, distance } of judged(blind).values())
    if (observed === null) t.true(!passed && distance >= 0);
});
