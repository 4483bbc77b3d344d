import type { Intent } from "../../store/words/intent.ts";
import type { CheckResult } from "../../store/words/verdict.ts";
import type { Context } from "../decide/story.ts";
import type { GateState } from "../mind/state.ts";
import { rampedSafety } from "../safety/ramp.ts";
import type { Asked, Check, Finding, Subject } from "./check.ts";
import { subjectOf } from "./subject.ts";
import { checks } from "./table.ts";

const binding: Readonly<Record<Intent["purpose"], readonly Check[]>> = {
  entry: checks.filter(({ binds }) => binds.includes("entry")),
  exit: checks.filter(({ binds }) => binds.includes("exit")),
};

/** The whole vector of checks that bind this purpose. No short cut: also those after the first "no" are evaluated. */
export function climb(asked: Asked, state: GateState, context: Context): readonly CheckResult[] {
  const limits = { ...context, safety: rampedSafety(context.safety, state, asked.intent.ruleId) };
  const subject = subjectOf(asked, state, limits);
  return binding[asked.intent.purpose].map((check) => ({
    code: check.code,
    ...clipped(judged(check, subject, state, limits)),
  }));
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
