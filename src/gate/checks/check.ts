import { divide, isMore, type Money, multiply } from "../../store/money.ts";
import type { Intent } from "../../store/words/intent.ts";
import type { CheckResult } from "../../store/words/verdict.ts";
import type { FrameOrigin } from "../../store/events/intentReceived.ts";
import type { InstrumentFacts } from "../../store/market/instruments.ts";
import type { Actor } from "../../store/words/proposal.ts";
import type { Context } from "../decide/story.ts";
import type { AccountRisk } from "../risk/account.ts";
import type { GateState, Mark, Position, Rule, SeenIntent } from "../mind/state.ts";

/** What is put to the ladder. */
export interface Asked {
  readonly intent: Intent;
  /** How it came in; null when it waited here and did not come in again. */
  readonly origin: FrameOrigin | null;
  /** What is known under its id already; null for a new one. */
  readonly seen: Pick<SeenIntent, "bodyHash"> | null;
  /** Who said yes to an order that waited; null when nobody was asked. */
  readonly approvedBy: Actor | null;
}

/** An intent with what the gate itself knows about it. Nothing in here comes from the agent but `intent`. */
export interface Subject extends Asked {
  readonly rule: Rule | undefined;
  readonly instrument: InstrumentFacts | undefined;
  /** What the intent's rule holds of its symbol. */
  readonly position: Position | undefined;
  /** The gate's own last price of the symbol. */
  readonly mark: Mark | undefined;
  /** Limit price, else the gate's own mark: what the order is valued at. */
  readonly price: Money | undefined;
  /** Limit price, else the collar: the worst that may be paid. */
  readonly worstPrice: Money | undefined;
  /** The whole account's risk after this entry, worked out once. @throws RangeError when something cannot be valued. */
  readonly risk: () => AccountRisk;
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

/** `part` of `whole` in basis points, to 4 decimals. @throws RangeError when `whole` is zero. */
export const inBps = (part: Money, whole: Money): Money => divide(multiply(part, "10000"), whole, 4);
