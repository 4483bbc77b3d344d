import test from "ava";
import { cycle, runCycle } from "../../../src/loops/evolution/cycle.ts";
import { deflatedOf, trialsOf } from "../../../src/loops/evolution/contender.ts";
import { type Evaluation, type EvaluationRequest, requestKey } from "../../../src/loops/evolution/evaluation.ts";
import { holdoutDue, partsOf } from "../../../src/loops/evolution/holdout.ts";
import { burn, emptyLedger, refuse, triedOn, withTried } from "../../../src/loops/evolution/ledger.ts";
import { DAY_MS } from "../../../src/store/time.ts";
import { evaluatorOf, inputOf } from "../../planted/pool.ts";

const rich = { seed: 3, trades: 800, candidates: 20, edgeOf: (i: number) => (i === 4 ? 0.4 : 0) };
const poor = { ...rich, seed: 5, trades: 200, edgeOf: () => 0 };

test("a planted edge is proposed with its evidence, its change and what would show it wrong", (t) => {
  const { proposal, gates, sentence } = runCycle(inputOf(rich), evaluatorOf(rich));
  t.is(proposal?.candidate.change, "candidate 4");
  t.true(gates.length === 9 && gates.every(({ passed, distance }) => passed && distance === 0));
  t.deepEqual(proposal?.changes, [{ field: "params.candidate", before: "0", after: "4" }]);
  t.true(proposal!.predicted.low > 0 && proposal!.predicted.low < 0.4 && proposal!.predicted.high > 0.4);
  t.regex(proposal!.falsifier, /^wrong if its mean over the next \d+ trades is not above 0\.\d+ R/);
  t.true(sentence.length <= 1_000);
});

test("without an edge the answer is how far each gate is, and how many more trades it would take", (t) => {
  const { proposal, gates, sentence } = runCycle(inputOf(poor), evaluatorOf(poor));
  t.is(proposal, null);
  t.is(gates.length, 8, "the holdout stays closed");
  t.regex(sentence, /^no proposal: .*DSR: 0\.\d\d of 0\.95 needed, best of 20 tries; needs about \d+ more trades/);
  for (const { passed, distance } of gates) t.is(passed, distance === 0);
});

test("the same data cut, seed and answers give the same outcome to the last bit, in whatever order they are worked out", (t) => {
  const backwards = (() => {
    const running = cycle(inputOf(rich));
    const evaluate = evaluatorOf(rich);
    let step = running.next();
    while (step.done !== true) step = running.next(step.value.toReversed().map(evaluate).toReversed());
    return step.value;
  })();
  t.is(JSON.stringify(backwards), JSON.stringify(runCycle(inputOf(rich), evaluatorOf(rich))));
});

test("a cycle that was broken off goes on from the answers that were kept, and asks none of them again", (t) => {
  const kept = new Map<string, Evaluation>();
  const evaluate = evaluatorOf(rich);
  let asked = 0;
  const answer = (request: EvaluationRequest): Evaluation => {
    const known = kept.get(requestKey(request));
    if (known !== undefined) return known;
    asked += 1;
    const fresh = evaluate(request);
    kept.set(requestKey(request), fresh);
    return fresh;
  };
  const whole = runCycle(inputOf(rich), answer);
  const wasAsked = asked;
  for (const key of [...kept.keys()].slice(10)) kept.delete(key);
  asked = 0;
  t.is(JSON.stringify(runCycle(inputOf(rich), answer)), JSON.stringify(whole));
  t.is(asked, wasAsked - 10);
});

test("nothing is asked of the holdout until every gate was passed, and then once", (t) => {
  const parts = partsOf(inputOf(rich).cut, emptyLedger)!;
  const asked: EvaluationRequest[][] = [];
  const running = cycle(inputOf(rich));
  const evaluate = evaluatorOf(rich);
  let step = running.next();
  while (step.done !== true) {
    asked.push([...step.value]);
    step = running.next(step.value.map(evaluate));
  }
  const [first, second, third] = asked;
  t.is(asked.length, 3);
  t.true([...first!, ...second!].every(({ to }) => to <= parts.search.to));
  t.true(third!.every(({ from, to }) => from === parts.holdout.from && to === parts.holdout.to));
});

test("one lucky trade is no survivor: who trades too seldom is counted as a try and never chosen", (t) => {
  const honest = evaluatorOf(rich);
  const { best, gates, ledger } = runCycle(inputOf(rich), (request) => {
    const { trades, signals } = honest(request);
    const isRare = request.document.params["candidate"]?.value === 9;
    return {
      signals,
      trades: isRare
        ? [
            { ...trades[0]!, r: 40 },
            { ...trades[1]!, r: 45 },
            { ...trades[400]!, r: 42 },
          ]
        : trades,
    };
  });
  t.is(best?.change, "candidate 4");
  t.is(ledger.tried.length, 20);
  t.regex(gates.find(({ code }) => code === "DSR")?.sentence ?? "", /best of 20 tries/);
});

test("a holdout that was opened is burnt: the next cycle waits for data that nobody saw", (t) => {
  const { ledger } = runCycle(inputOf(rich), evaluatorOf(rich));
  const { cut } = inputOf(rich);
  t.is(ledger.burntTo, cut.to);
  const again = runCycle(inputOf(rich, ledger), evaluatorOf(rich));
  t.is(again.proposal, null);
  t.regex(again.sentence, /^no proposal: the last holdout was opened: enough untouched data is there on \d{4}-/);
  t.is(partsOf({ ...cut, to: holdoutDue(cut, ledger) + DAY_MS }, ledger)?.holdout.from, cut.to);
  const { ledger: unopened } = runCycle(inputOf(poor), evaluatorOf(poor));
  t.is(unopened.burntTo, null, "a no before the holdout costs none");
});

test("whoever forgets one of his tries gets another N and another DSR", (t) => {
  const { tested, ledger } = runCycle(inputOf(poor), evaluatorOf(poor));
  const search = partsOf(inputOf(poor).cut, emptyLedger)!.search;
  const others = ledger.tried.map((each) => ({
    ...each,
    fingerprint: `other ${each.fingerprint}`,
    sharpe: each.sharpe / 2,
  }));
  const all = trialsOf(tested, withTried(emptyLedger, others), search);
  const fewer = trialsOf(tested, withTried(emptyLedger, others.slice(1)), search);
  t.is(all.count, 40);
  t.is(fewer.count, 39);
  t.true(deflatedOf(tested[0]!, fewer) !== deflatedOf(tested[0]!, all));
  const tries = ledger.tried.length;
  t.is(trialsOf(tested, ledger, search).count, tries, "tried twice is one try");
});

test("tries on other data do not count, and none is forgotten by being too many", (t) => {
  const tried = (from: number, to: number) => ({ fingerprint: `${from}`, from, to, sharpe: 0 });
  const ledger = withTried(emptyLedger, [tried(0, 10), tried(5, 20), tried(20, 30)]);
  t.is(triedOn(ledger, { from: 10, to: 20 }).length, 1);
  const many = withTried(
    emptyLedger,
    Array.from({ length: 20_010 }, (_, i) => tried(i, i + 1)),
  );
  t.is(many.older + many.tried.length, 20_010);
  t.is(withTried(many, [tried(20_009, 20_010)]).older, 10);
});

test("what a person refused does not come back unchanged", (t) => {
  const { proposal, ledger } = runCycle(inputOf(rich), evaluatorOf(rich));
  const refused = { ...refuse(ledger, proposal!.candidate.fingerprint), burntTo: null };
  const { tested } = runCycle(inputOf(rich, refused), evaluatorOf(rich));
  t.is(tested.length, 20);
  t.false(tested.some(({ candidate }) => candidate.fingerprint === proposal!.candidate.fingerprint));
});

test("the newest fifth is held out in whole periods", (t) => {
  const cut = { from: 0, to: 101 * DAY_MS, periodMs: DAY_MS };
  t.is(partsOf(cut, emptyLedger)?.holdout.from, 81 * DAY_MS);
  t.is(partsOf(cut, burn(emptyLedger, 85 * DAY_MS + 1))?.holdout.from, 86 * DAY_MS);
  t.is(partsOf(cut, burn(emptyLedger, 95 * DAY_MS)), null);
});

test("what would take the place of a rule in pause is held against nothing: that is what the rule earns", (t) => {
  const evaluate = evaluatorOf(rich);
  const standing = inputOf(rich).soil.incumbents[0]!;
  const came = (status: "active" | "paused") => {
    const input = inputOf(rich);
    let asked = 0;
    const { proposal } = runCycle(
      { ...input, soil: { ...input.soil, incumbents: [{ ...standing, status }] } },
      (request) => {
        if (request.document.params["candidate"]?.value !== 0) return evaluate(request);
        asked += 1;
        const trades = evaluate({ ...request, document: { ...standing, params: FOURTH } }).trades;
        return { trades: trades.map((each) => ({ ...each, r: each.r + 1 })), signals: [] };
      },
    );
    return { asked, change: proposal?.candidate.change };
  };
  const FOURTH = { ...standing.params, candidate: { value: 4, min: 4, max: 4 } };
  t.like(came("active"), { change: undefined }, "it earns more than all of them");
  t.deepEqual(came("paused"), { asked: 0, change: "candidate 4" });
});
