import test from "ava";
import { proposalLines } from "../../bin/proposalLines.ts";
import { HOUR_MS } from "../../src/store/time.ts";
import { isOfRule } from "../../src/store/words/proposal.ts";
import { ORDER_ASKED, PROPOSALS, RULES, SETTING_ASKED } from "../tui/fixtureRules.ts";

test("a proposal of the loops is shown with its promise, its refutation, each gate's answer and its change line by line", (t) => {
  const lines = proposalLines(PROPOSALS[0]!, RULES);
  t.true(lines.some((each) => /^direction {2}loosens, filed by the agent/.test(each)));
  t.true(lines.includes("predicted  0.0812 R a day above what runs now (90 %: 0.0210 to 0.1414)"));
  t.true(lines.includes("held to    0.210 R a trade"));
  t.true(lines.some((each) => /^wrong if {3}its mean over the next 141 trades/.test(each)));
  t.true(lines.some((each) => /^ok {9}DSR: 0\.97 of 0\.95 needed/.test(each)));
  t.true(lines.some((each) => /^expires {4}\d{4}-/.test(each)));
  t.true(lines.some((each) => each.startsWith("- version: 3")) && lines.some((each) => each === "+ version: 4"));
});

test("what a proposal promises is told by the day, by whatever periods it was found", (t) => {
  const [row] = PROPOSALS;
  const { proposal } = row!;
  if (!isOfRule(proposal) || !proposal.basis?.predicted) return t.fail();
  const predicted = { mean: 0.01, low: 0.005, high: 0.02, periodMs: HOUR_MS };
  const lines = proposalLines({ ...row!, proposal: { ...proposal, basis: { ...proposal.basis, predicted } } }, RULES);
  t.true(lines.includes("predicted  0.2400 R a day above what runs now (90 %: 0.1200 to 0.4800)"));
});

test("one that rests on words alone shows them, and a large order its thesis", (t) => {
  t.true(proposalLines(PROPOSALS[1]!, RULES).some((each) => /^why {8}Edge decay/.test(each)));
  t.true(proposalLines(ORDER_ASKED, []).some((each) => each.includes('"thesis"')));
});

test("a change of the loops' settings shows what it is, what it would be, and what that rests on", (t) => {
  const lines = proposalLines(SETTING_ASKED, RULES);
  t.is(lines[0], "proposal   evolveTrades 100 → 200");
  t.true(lines.some((each) => /^direction {2}is neutral, filed by the agent/.test(each)));
  t.true(lines.some((each) => /^why {8}evolveTrades 100 → 200: 1\.20 R a day more by each of 12/.test(each)));
  t.is(lines.at(-1), "evolveTrades is 100; accepted, the loops run by 200 from the next candle on");
});
