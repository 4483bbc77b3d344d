import test from "ava";
import { risk } from "../../../src/gate/contract/risk.ts";
import { riskOf } from "../../../src/gate/report/risk.ts";
import { BTC, CANDLE_MS, filled, entry, shipped, submit, T0 } from "../facts.ts";
import { entryId, given } from "../given.ts";

const now = T0 + CANDLE_MS;
const held = given(submit(entry(1)), filled(entryId(1), "2")).state;

test("each figure stands beside its limit, and the grid has every corner of safety.yaml", (t) => {
  const found = riskOf(held, shipped.limits, now);
  t.deepEqual(risk.parse(found), found);
  const of = (name: string) => found.figures.find((figure) => figure.name === name);
  t.like(of("delta"), { value: "200", used: "200", limit: "4999.5" });
  t.like(of("value at risk"), { value: "30", limit: "749.925" });
  t.like(of("worst corner"), { value: "-60", used: "60", limit: "1499.85", per: "prices -30 %, vol -20" });
  const { pricePct, volatilityPoints } = shipped.limits.risk.stress;
  t.is(found.stress.length, pricePct.length * volatilityPoints.length);
  t.true(found.assumed && found.why === null);
});

test("what cannot be valued is said, and no figure is made up", (t) => {
  const found = riskOf({ ...held, marks: {} }, shipped.limits, now);
  t.regex(found.why ?? "", new RegExp(BTC));
  t.deepEqual([found.figures, found.stress], [[], []]);
  t.deepEqual(risk.parse(found), found);
});
