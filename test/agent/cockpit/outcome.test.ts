import test from "ava";
import { outcomeOf } from "../../../src/agent/cockpit/outcome.ts";

test("a yes that the gate does not follow is not called done: what denies it by now is said", (t) => {
  t.is(outcomeOf({ gateSeq: 1, denials: [] }), "done");
  t.regex(outcomeOf({ gateSeq: 1, denials: ["PRICE_GAP"] }), /the gate denies it by now: PRICE_GAP/);
});

test("what is obeyed and still leaves something open, or something held, says so", (t) => {
  t.is(outcomeOf({ gateSeq: 1, remaining: [] }), "nothing is open");
  t.regex(outcomeOf({ gateSeq: 1, remaining: [{ symbol: "BTC/USD", quantity: "2" }] }), /still open: 2 BTC\/USD/);
  t.is(outcomeOf({ gateSeq: 1, holds: [] }), "done");
});
