import test from "ava";
import { WaitingIntents } from "../../../src/agent/runtime/waiting.ts";
import type { Proposal } from "../../../src/store/words/proposal.ts";
import { entry, T0 } from "../../gate/facts.ts";

const intent = entry(1);
const asks: Proposal = {
  proposalId: entry(9).intentId,
  kind: "order.approve",
  intent,
  notional: "200",
  direction: "loosen",
  filedBy: "gate",
  filedAt: T0,
  expiresAt: T0 + 600_000,
  rationale: "large",
};
const denied = (change: object = {}) => ({
  type: "intent.denied",
  data: {
    intentId: intent.intentId,
    ruleId: intent.ruleId,
    symbol: intent.symbol,
    purpose: "entry",
    denials: ["APPROVAL_REQUIRED"],
    checks: [],
    ...change,
  },
});

test("an entry that waited and is denied after all is told whole, once, with what denied it", (t) => {
  for (const learn of ["event", "list"] as const) {
    const waiting = new WaitingIntents();
    if (learn === "event") t.is(waiting.observe({ type: "proposal.submitted", data: asks }), null);
    else waiting.know([{ proposal: asks, state: "expired", reason: null }]);
    t.deepEqual(waiting.observe(denied()), { intent, by: ["APPROVAL_REQUIRED"] });
    t.is(waiting.observe(denied()), null);
  }
});

test("an entry that did not wait was answered already, and another body under the id answers nothing", (t) => {
  const waiting = new WaitingIntents();
  t.is(waiting.observe(denied()), null);
  waiting.know([{ proposal: asks, state: "open", reason: null }]);
  const asked = { intent: entry(1, { quantity: "1" }), origin: { protocol: 1, order: "rising" } };
  t.is(waiting.observe(denied({ asked })), null);
  t.not(waiting.observe(denied()), null);
});
