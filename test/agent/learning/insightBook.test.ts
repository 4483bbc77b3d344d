import test from "ava";
import { closedTrade } from "../closedTrade.ts";
import { InsightBook } from "../../../src/agent/learning/insightBook.ts";
import { entry } from "../../gate/facts.ts";
import { entryId } from "../../gate/given.ts";

const RULE = entry(1).ruleId;
const received = (n: number, expectedR: number | null, regime = "rising, quiet") => {
  const thesis = { ...entry(n).thesis, evidence: [`regime = ${regime}`], expectedR };
  return {
    type: "intent.received",
    data: { intent: { ...entry(n), thesis }, origin: { protocol: 1, order: "rising" } },
  };
};
const closed = (n: number, r: number | null) => ({
  type: "position.closed",
  data: closedTrade({ positionId: entryId(n), ruleId: RULE, ruleVersion: 1, r }),
});
const blocked = (n: number, by: string, r: number) => ({
  type: "counterfactual.resolved",
  data: {
    ruleId: RULE,
    day: `2026-01-${String(1 + (n % 20)).padStart(2, "0")}`,
    by: [by],
    share: 1,
    outcome: "closed",
    r,
  },
});

/** Forty trades that were promised 0.5 R and made 0.25 on the average, half of them in each regime; some blocked. */
function lived(book = new InsightBook(), from = 1, to = 40): InsightBook {
  for (let n = from; n <= to; n += 1) {
    book.ofGate(received(n, 0.5, n % 2 === 0 ? "rising, quiet" : "falling, wild"));
    book.ofGate(closed(n, n % 2 === 0 ? 1 : -0.5));
    book.ofAgent(blocked(n, "SPREAD_TOO_WIDE", -0.4));
  }
  return book;
}

test("a rule's theses are held to what came of them, in all and in each regime; then its checks", (t) => {
  const [theses, falling, rising, check] = lived().of(RULE);
  t.is(theses, "its theses: stated 0.50 R, got 0.25 R over 40 trades; each R stated brought 0.50 (90 %: 0.10 to 0.90)");
  t.is(falling, "falling, wild: insufficient data: 20 of 30 theses with a stated result");
  t.is(rising, "rising, quiet: insufficient data: 20 of 30 theses with a stated result");
  t.regex(check ?? "", /^SPREAD_TOO_WIDE blocked 40 alone and 0 with others: saved 16\.0 R/);
});

test("a thesis that stated nothing, and a trade without an R, count in nothing", (t) => {
  const book = new InsightBook();
  book.ofGate(received(1, null));
  book.ofGate(closed(1, 1));
  book.ofGate(received(2, 0.5));
  book.ofGate(closed(2, null));
  t.deepEqual(book.of(RULE), []);
});

test("what half of a history taught, kept and gone on with, is what the whole teaches", (t) => {
  const half = lived(new InsightBook(), 1, 20);
  const other = lived(new InsightBook(JSON.parse(JSON.stringify(half.save()))), 21, 40);
  t.deepEqual(other.of(RULE), lived().of(RULE));
});

test("what rules in pause would have done pushes nothing out that checks blocked", (t) => {
  const book = lived();
  const before = book.of(RULE);
  const { type, data } = blocked(1, "skipped: the rule is paused", 1);
  for (let n = 0; n < 2_500; n++) book.ofAgent({ type, data: { ...data, ruleVersion: 1 } });
  const [pause, ...rest] = book.of(RULE);
  t.deepEqual(book.candle(), { [RULE]: [pause, ...rest] });
  t.regex(pause ?? "", /^v1 in pause: 2500 trades in shadow/);
  t.deepEqual(rest, before);
});

test("what is believed of a rule is told first, and of rules that nothing else is known of too, once it changes", (t) => {
  let says = "v1: no trade yet";
  const book = new InsightBook(lived().save(), () => ({ [RULE]: says, other: "v2: no trade yet" }));
  const told = book.candle();
  t.is(told?.[RULE]?.[0], "v1: no trade yet");
  t.regex(told?.[RULE]?.[1] ?? "", /^its theses/);
  t.deepEqual(told?.["other"], ["v2: no trade yet"]);
  says = "v1: 1 trade";
  book.ofGate(closed(99, 1));
  const next = book.candle();
  t.is(next?.[RULE]?.[0], "v1: 1 trade", "at once: the trade itself is on the screen as well");
  t.deepEqual(next?.[RULE]?.slice(1), told?.[RULE]?.slice(1));
  t.is(book.candle(), null);
});

test("it is told when there is news, and not with every candle", (t) => {
  const book = lived();
  t.deepEqual(Object.keys(book.candle() ?? {}), [RULE]);
  book.ofAgent(blocked(1, "SPREAD_TOO_WIDE", 1));
  const told = Array.from({ length: 40 }, () => book.candle());
  t.is(told.filter((each) => each !== null).length, 1);
});

test("the newest lessons are told last, those of trades and those of what did not happen alike", (t) => {
  const book = new InsightBook();
  const lesson = (n: number) => ({ type: "lesson.learned", data: { ruleId: RULE, sentence: `trade ${n}` } });
  for (let n = 1; n <= 3; n++) book.ofAgent(lesson(n));
  const { data, type } = blocked(4, "SPREAD_TOO_WIDE", 1);
  book.ofAgent({ type, data: { ...data, sentence: "it would have made 1 R" } });
  const told = ["lesson: it would have made 1 R", "lesson: trade 3", "lesson: trade 2"];
  t.deepEqual(book.of(RULE).slice(-3), told);
  t.false(book.of(RULE).includes("lesson: trade 1"));
  t.deepEqual(new InsightBook(structuredClone(book.save())).of(RULE), book.of(RULE));
});

test("what a rule's own conditions keep out is told of each, beside the checks, and teaches no lessons", (t) => {
  const book = new InsightBook();
  for (let n = 0; n < 40; n++) {
    book.ofAgent(blocked(n, "SPREAD_TOO_WIDE", -0.4));
    const { type, data } = blocked(n, "skipped: its condition volume > 7", -0.5);
    book.ofAgent({ type, data: { ...data, sentence: "it would have lost" } });
  }
  const told = book.of(RULE);
  t.regex(told[0] ?? "", /^SPREAD_TOO_WIDE blocked 40 alone/);
  t.regex(told[1] ?? "", /^its condition volume > 7 blocked 40 alone and 0 with others: saved 20\.0 R/);
  t.is(told.length, 2);
  t.deepEqual(new InsightBook(structuredClone(book.save())).of(RULE), told);
});
