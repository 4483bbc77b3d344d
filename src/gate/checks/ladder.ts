import type { Intent } from "../../store/words/intent.ts";
import type { CheckResult } from "../../store/words/verdict.ts";
import type { Context } from "../decide/story.ts";
import { collarPrice } from "../decide/collar.ts";
import type { GateState } from "../mind/state.ts";
import type { Check, Finding, Subject } from "./check.ts";
import { checks } from "./table.ts";

/** Everything the gate itself knows about an intent. */
export function subjectOf(intent: Intent, state: GateState, context: Context): Subject {
  const mark = state.marks[intent.symbol];
  const instrument = context.instrument(intent.symbol);
  return {
    intent,
    rule: state.rules[intent.ruleId],
    instrument,
    position: Object.values(state.positions).find(
      (position) => position.ruleId === intent.ruleId && position.symbol === intent.symbol,
    ),
    mark,
    price: intent.limitPrice ?? mark?.price,
    worstPrice: intent.limitPrice ?? collarPrice(intent.side, mark?.price, instrument, context.safety),
  };
}

/** The whole vector of checks that bind this purpose. No short cut: also those after the first "no" are evaluated. */
export function climb(intent: Intent, state: GateState, context: Context): readonly CheckResult[] {
  const subject = subjectOf(intent, state, context);
  return checks
    .filter((check) => check.binds.includes(intent.purpose))
    .map((check) => ({ code: check.code, ...clipped(judged(check, subject, state, context)) }));
}

const clip = (text: string | null): string | null => text?.slice(0, 200) ?? null;

/** What is said fits through the wall that verdicts meet on the wire. */
function clipped({ passed, observed, limit, unit, source }: Finding): Finding {
  return {
    passed,
    observed: clip(observed),
    limit: clip(limit),
    unit: unit.slice(0, 40),
    source: source.slice(0, 200),
  };
}

/** A check that cannot be computed is a check that did not pass. */
function judged(check: Check, subject: Subject, state: GateState, context: Context): Finding {
  try {
    return check.judge(subject, state, context);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { passed: false, observed: null, limit: null, unit: why, source: "could not be computed" };
  }
}
