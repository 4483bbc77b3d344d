import test from "ava";
import { PauseBook } from "../../../src/agent/learning/pauseBook.ts";
import { COMEBACK, comebackOf } from "../../../src/loops/trade/pause.ts";
import { normal, seededRandom } from "../../../src/store/random.ts";

const PAUSE = "skipped: the rule is paused";
const resolved = (r: number | null, by: readonly string[] = [PAUSE], outcome = "closed") => ({
  type: "counterfactual.resolved",
  data: { ruleId: "trend", ruleVersion: 2, by, outcome, r },
});
const doubted = (status: string) => ({ type: "rule.doubted", data: { ruleId: "trend", ruleVersion: 2, status } });

test("what a rule in pause would have done is evidence that its edge has come back, and a sentence says how far it has come", (t) => {
  const book = new PauseBook();
  t.is(book.of("trend", 2), null);
  t.deepEqual(book.told("trend"), []);
  for (let i = 0; i < 60; i++) t.true(book.hear(resolved(i % 5 < 3 ? 1 : -0.8)));
  const pause = book.of("trend", 2);
  t.is(pause?.n, 60);
  t.true(comebackOf(pause!) > 5);
  t.regex(
    book.told("trend")[0] ?? "",
    /^v2 in pause: 60 trades in shadow, mean \+0\.28 R, \d\d % of the proof that its edge/,
  );
  t.deepEqual(book.told("trend-2"), [], "another rule's name may begin alike");
  t.deepEqual(new PauseBook(structuredClone(book.save())).save(), book.save());
});

test("only a pause's own shadow trades count, and only those that came to their end", (t) => {
  const book = new PauseBook();
  t.false(book.hear(resolved(1, ["SPREAD_TOO_WIDE"])));
  t.false(book.hear(resolved(1, [PAUSE, "SPREAD_TOO_WIDE"])));
  t.false(book.hear(resolved(null, [PAUSE], "censored")));
  t.false(book.hear({ type: "signal.skipped", data: {} }));
  t.is(book.of("trend", 2), null);
});

test("an alarm that pauses the rule once more begins anew; one that puts it on probation says nothing of its pause", (t) => {
  const book = new PauseBook();
  book.hear(resolved(1));
  t.false(book.hear(doubted("probation")));
  t.is(book.of("trend", 2)?.n, 1);
  t.true(book.hear(doubted("paused")));
  t.is(book.of("trend", 2), null);
});

test("what it lost before does not weigh on the proof: an edge that comes back late is found as soon as one that never left", (t) => {
  const random = seededRandom("comeback");
  const needed = (before: number) => {
    const book = new PauseBook();
    for (let i = 0; i < before; i++) book.hear(resolved(-0.3 + normal(random)));
    for (let n = 1; n < 2_000; n++) {
      book.hear(resolved(0.3 + normal(random)));
      if (comebackOf(book.of("trend", 2)!) >= COMEBACK) return n;
    }
    return 2_000;
  };
  const mean = (before: number) => Array.from({ length: 60 }, () => needed(before)).reduce((a, b) => a + b, 0) / 60;
  const [early, late] = [mean(0), mean(300)];
  t.true(late < 1.3 * early, `${late} against ${early}`);
});
