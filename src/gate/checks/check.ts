import { isMore, type Money } from "../../store/money.ts";
import type { Intent } from "../../store/words/intent.ts";
import type { CheckResult } from "../../store/words/verdict.ts";
import type { Context, InstrumentFacts } from "../decide/story.ts";
import type { GateState, Position, Rule } from "../mind/state.ts";

/** An intent with what the gate itself knows about it. Nothing in here comes from the agent but `intent`. */
export interface Subject {
  readonly intent: Intent;
  readonly rule: Rule | undefined;
  readonly instrument: InstrumentFacts | undefined;
  /** What the intent's rule holds of its symbol. */
  readonly position: Position | undefined;
  /** The gate's own last price of the symbol. */
  readonly mark: { readonly price: Money; readonly at: number } | undefined;
  /** Limit price, else the gate's own mark: what the order is valued at. */
  readonly price: Money | undefined;
  /** Limit price, else the collar: the worst that may be paid. */
  readonly worstPrice: Money | undefined;
}

/** What a check found. `observed` null means its input was missing: that never passes. */
export type Finding = Omit<CheckResult, "code">;

/** One rung of the ladder: one code, whom it binds, one judgement. */
export interface Check {
  readonly code: string;
  readonly binds: readonly Intent["purpose"][];
  readonly judge: (subject: Subject, state: GateState, context: Context) => Finding;
}

export const ENTRY = ["entry"] as const;
export const ENTRY_AND_EXIT = ["entry", "exit"] as const;

/** Refusal for want of something to judge by. */
export const missing = (what: string, source: string): Finding => ({
  passed: false,
  observed: null,
  limit: null,
  unit: what,
  source,
});

/** A plain yes or no, with what was seen and what was wanted. */
export const holds = (passed: boolean, observed: string, limit: string, source: string): Finding => ({
  passed,
  observed,
  limit,
  unit: "",
  source,
});

/** Passes while `observed` is not above `limit`. */
export const atMost = (observed: Money, limit: Money, unit: string, source: string): Finding => ({
  passed: !isMore(observed, limit),
  observed,
  limit,
  unit,
  source,
});

/** Passes while `observed` is not below `limit`. */
export const atLeast = (observed: Money, limit: Money, unit: string, source: string): Finding => ({
  passed: !isMore(limit, observed),
  observed,
  limit,
  unit,
  source,
});
