import type { Verdict } from "../../store/words/verdict.ts";
import { bodyHash } from "../decide/bodyHash.ts";
import type { Folds } from "./evolve.ts";
import { KEPT } from "./kept.ts";
import { type GateState, type SeenIntent, ruleOf } from "./state.ts";

/** What was asked and what was answered: kept for replaying verdicts and for the counts on the screen. */
export const foldIntent: Folds<"intent.received" | "intent.denied" | "intent.approved" | "intent.waiting"> = {
  "intent.received": (state, { intent }, event) => ({
    ...bumped(state, intent.ruleId, "intents"),
    intents: remembered(state, intent.intentId, {
      bodyHash: bodyHash(intent),
      verdict: { intentId: intent.intentId, decision: "denied", checks: [] },
      eventId: event.id,
      correlationId: event.correlationId,
    }),
    counts: { ...state.counts, intents: state.counts.intents + 1 },
  }),
  "intent.denied": (state, { intentId, ruleId, denials, checks, asked }) => {
    // The first body's verdict stands; a second body under its id is answered, counted, and leaves no trace there.
    const reused = asked !== undefined;
    const denied = { ...state.counts.denied };
    for (const code of denials) denied[code] = (denied[code] ?? 0) + 1;
    return {
      ...bumped(state, ruleId, "denied"),
      intents: reused ? state.intents : answered(state, { intentId, decision: "denied", checks }),
      counts: { ...state.counts, denied },
    };
  },
  "intent.approved": (state, { intentId, clientOrderId, checks }) => ({
    ...state,
    intents: answered(state, { intentId, decision: "approved", checks, clientOrderId }),
    counts: { ...state.counts, approved: state.counts.approved + 1 },
  }),
  "intent.waiting": (state, { intentId, checks }) => ({
    ...state,
    intents: answered(state, { intentId, decision: "waiting", checks }),
  }),
};

function bumped(state: GateState, ruleId: string, what: "intents" | "denied"): GateState {
  const rule = ruleOf(state, ruleId);
  if (rule === undefined) return state;
  const stats = { ...rule.stats, [what]: rule.stats[what] + 1 };
  return { ...state, rules: { ...state.rules, [ruleId]: { ...rule, stats } } };
}

/**
 * Grows to twice what is kept, then drops the older half at once: building such a map anew each time is slow. One that
 * waits for a person stays, however old.
 */
function remembered(state: GateState, intentId: string, seen: SeenIntent): GateState["intents"] {
  if (Object.keys(state.intents).length < 2 * KEPT.intents) return { ...state.intents, [intentId]: seen };
  const all = Object.entries(state.intents);
  const old = all.slice(0, -(KEPT.intents - 1)).filter(([, { verdict }]) => verdict.decision === "waiting");
  return Object.fromEntries([...old, ...all.slice(-(KEPT.intents - 1)), [intentId, seen]]);
}

function answered(state: GateState, verdict: Verdict): GateState["intents"] {
  const seen = state.intents[verdict.intentId];
  return seen === undefined ? state.intents : { ...state.intents, [verdict.intentId]: { ...seen, verdict } };
}
