import test from "ava";
import {
  type Beliefs,
  beliefKey,
  inherit,
  learn,
  posteriorOf,
  type Tightening,
  type TradeFact,
} from "../../../src/loops/trade/beliefs.ts";
import { freshBelief, shortfallLimitOf } from "../../../src/loops/trade/belief.ts";
import { forgetOld, versionIn } from "../../../src/loops/trade/forget.ts";
import { beliefSentence, newcomerSentence } from "../../../src/loops/trade/sentences.ts";
import { calibrate, calibrationSentence, freshCalibration } from "../../../src/loops/trade/thesisCalibration.ts";
import { tighterStatus } from "../../../src/loops/trade/tighten.ts";
import { RULE_STATUSES } from "../../../src/store/rules/document.ts";
import { normal, seededRandom } from "../../../src/store/random.ts";

const fact = (r: number, changes: Partial<TradeFact> = {}): TradeFact => ({
  ruleId: "ema-trend",
  ruleVersion: 3,
  regime: "rising, quiet",
  r,
  promised: { expectedR: 0.3 },
  status: "active",
  ...changes,
});

function live(facts: readonly TradeFact[], from: Beliefs = {}) {
  const tightened: Tightening[] = [];
  const beliefs = facts.reduce((known, each) => {
    const learned = learn(known, each);
    if (learned.tightening !== null) tightened.push(learned.tightening);
    return learned.beliefs;
  }, from);
  return { beliefs, tightened };
}

const results = (seed: string, n: number, edge: number) => {
  const random = seededRandom(seed);
  return Array.from({ length: n }, () => fact(edge + normal(random)));
};

test("a rule that loses what it promised goes on probation by itself, and the sentence says on which numbers", (t) => {
  const { tightened } = live([...results("good", 100, 0.3), ...results("bad", 100, -0.5)]);
  const [first] = tightened;
  t.like(first, { ruleId: "ema-trend", status: "probation" });
  t.regex(
    first?.reason ?? "",
    /^ema-trend goes on probation after 1\d\d trades .*; mean [+-]?0\.\d+ R where \+0\.3 was expected$/,
  );
});

test("a rule that keeps what it promised is left alone", (t) => {
  t.deepEqual(live(results("steady", 300, 0.3)).tightened, []);
});

test("a small promise is given more room than a large one, and who promised nothing as much as for a tenth of an R", (t) => {
  const limit = (expectedR: number, deviationR = 1) => shortfallLimitOf(freshBelief({ expectedR, deviationR }));
  t.is(limit(0.3), 16);
  t.true(limit(0.2) > 16 && limit(0.11) > limit(0.2));
  t.true(limit(0.3, 2) > 2 * limit(0.3), "small beside its swing");
  t.is(limit(0), limit(0.1));
  t.true(limit(0.1) > limit(0.11));
});

test("nothing that loop 1 does by itself lets more risk pass", (t) => {
  const severity = { active: 0, probation: 1, paused: 2, retired: 3 };
  for (const status of RULE_STATUSES) {
    const to = tighterStatus(status);
    if (to !== null) t.true(severity[to] > severity[status]);
  }
  t.deepEqual(live(results("paused", 200, -1).map((each) => ({ ...each, status: "paused" }))).tightened, []);
});

test("after an alarm the watch begins anew, and what is believed stays", (t) => {
  const { beliefs, tightened } = live(results("twice", 120, -0.5));
  t.true(tightened.length >= 2, "probation is watched as closely");
  t.is(beliefs["ema-trend v3"]?.n, 120);
});

test("beliefs that were written down and read back go on to the same bits", (t) => {
  const facts = results("bits", 200, 0.1);
  const half = live(facts.slice(0, 90)).beliefs;
  const resumed = live(facts.slice(90), JSON.parse(JSON.stringify(half)) as Beliefs);
  t.is(JSON.stringify(resumed.beliefs), JSON.stringify(live(facts).beliefs));
});

test("each regime is believed for itself, and a new version of a rule owes nothing to the old", (t) => {
  const { beliefs } = live([fact(1), fact(-1, { regime: "falling, wild" }), fact(2, { ruleVersion: 4, regime: null })]);
  t.deepEqual(Object.keys(beliefs).toSorted(), [
    "ema-trend v3",
    "ema-trend v3 | falling, wild",
    "ema-trend v3 | rising, quiet",
    "ema-trend v4",
  ]);
  t.is(beliefs[beliefKey("ema-trend", 3, "falling, wild")]?.mean, -1);
  t.is(beliefs["ema-trend v4"]?.mean, 2);
});

test("a young rule is believed to be like the others, an old one to be itself", (t) => {
  const others = ["a1", "b1", "c1"].flatMap((ruleId, i) =>
    results(ruleId, 300, i - 1).map((each) => ({ ...each, ruleId, regime: null })),
  );
  const young = results("young", 2, 3).map((each) => ({ ...each, ruleId: "young", regime: null }));
  const { beliefs } = live([...others, ...young]);
  t.true(posteriorOf(beliefs, "young v3").mean < (beliefs["young v3"]?.mean ?? 0));
  t.true(Math.abs(posteriorOf(beliefs, "c1 v3").mean - (beliefs["c1 v3"]?.mean ?? 0)) < 0.05);
});

test("beyond some hundreds the oldest versions that no rule has are dropped whole, and never those of a rule that stands", (t) => {
  const trades = (ruleVersion: number, ruleId = "ema-trend") => [
    fact(1, { ruleId, ruleVersion }),
    fact(1, { ruleId, ruleVersion, regime: "falling, wild" }),
  ];
  const versions = Array.from({ length: 5 }, (_, i) => trades(i + 1)).flat();
  const { beliefs } = live([...trades(9, "old"), ...trades(9, "gone"), ...versions]);
  const rules = [
    { id: "ema-trend", version: 3, status: "active" },
    { id: "old", version: 9, status: "paused" },
    { id: "gone", version: 9, status: "retired" },
  ] as const;
  const kept = (most: number) => [...new Set(Object.keys(forgetOld(beliefs, rules, most)).map(versionIn))];
  t.is(Object.keys(beliefs).length, 21);
  t.is(forgetOld(beliefs, rules), beliefs, "what is little stays as it is");
  t.deepEqual(kept(15), ["old v9", "ema-trend v2", "ema-trend v3", "ema-trend v4", "ema-trend v5"]);
  t.deepEqual(kept(1), ["old v9", "ema-trend v3"]);
  const passed = inherit(beliefs, "ema-trend", 1, 6);
  const last = forgetOld(passed, [], 6);
  t.deepEqual(
    [...new Set(Object.keys(last).map(versionIn))],
    ["ema-trend v5", "ema-trend v6"],
    "passed on, it is the newest",
  );
});

test("the pool of a rule is as unsure as it is, and before any trade nothing is believed of anybody", (t) => {
  const { beliefs } = live(results("alone", 25, 0.3));
  const { mean, deviation } = posteriorOf(beliefs, "ema-trend v3");
  t.true(Math.abs(mean - beliefs["ema-trend v3"]!.mean) < 1e-12 && deviation > 0.1 && deviation < 0.4, `${deviation}`);
  t.is(newcomerSentence("v1", posteriorOf({}, "a v1")), "v1: no trade yet");
  t.regex(
    newcomerSentence("v1", posteriorOf(beliefs, "a v1")),
    /^v1: no trade yet, believed \+0\.\d+ ± 0\.\d+ R by the/,
  );
});

test("a belief says how far the proof has come, never more", (t) => {
  const { beliefs } = live(results("proof", 40, 0.3));
  const key = "ema-trend v3";
  const sentence = beliefSentence(key, beliefs[key]!, posteriorOf(beliefs, key));
  t.regex(
    sentence,
    /^ema-trend v3: 40 trades, mean \+0\.\d+ R, believed .* R; \d+ % of the proof that it earns; short of/,
  );
});

test("expectations are held against what came, and too few say so", (t) => {
  let known = freshCalibration;
  for (let i = 0; i < 29; i++) known = calibrate(known, 0.3, 0.1);
  t.regex(calibrationSentence(known), /^insufficient data: 29 of 30/);
  known = calibrate(known, 0.3, 0.1);
  t.is(
    calibrationSentence(known),
    "stated 0.30 R, got 0.10 R over 30 trades; each R stated brought 0.33 (90 %: 0.33 to 0.33)",
  );
  const random = seededRandom("theses");
  let [honest, blind] = [freshCalibration, freshCalibration];
  for (let i = 0; i < 400; i++) {
    const stated = 0.3 * normal(random);
    honest = calibrate(honest, stated, 0.5 * stated + 0.1 * normal(random));
    blind = calibrate(blind, stated, 0.3 + normal(random));
  }
  const [, slope, low, high] =
    /each R stated brought (\S+) \(90 %: (\S+) to (\S+)\)$/.exec(calibrationSentence(honest)) ?? [];
  t.true(Math.abs(Number(slope) - 0.5) < 0.05 && Number(low) < 0.5 && Number(high) > 0.5, calibrationSentence(honest));
  t.regex(calibrationSentence(blind), /got 0\.\d\d R over 400 trades; how much it states tells nothing yet \(/);
});
