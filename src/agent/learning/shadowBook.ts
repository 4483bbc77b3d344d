import { type Blocked, isOfPause, resolved, skippedBy } from "../../loops/counterfactual/blocked.ts";
import { advanceShadow, openShadow, type RuleWish, type Shadow } from "../../loops/counterfactual/shadow.ts";
import { shadowLesson } from "../../loops/counterfactual/shadowLesson.ts";
import type { AgentDraft, AgentEventData } from "../../store/events/agent.ts";
import type { Candle } from "../../store/market/candle.ts";
import type { CostModel } from "../../store/market/fill.ts";
import { type Timestamp, utcDay } from "../../store/time.ts";
import { orderOfIntent, orderOfSignal } from "./shadowOrder.ts";

type Resolution = AgentEventData<"counterfactual.resolved">;
/** What the book reads of the agent's own record. */
export type Heard = Pick<AgentDraft, "type" | "data">;

interface Followed<Cause> {
  readonly blocked: Omit<Blocked, "outcome" | "r">;
  readonly symbol: string;
  /** Open time of the candle it was born on: only later ones count. */
  readonly since: Timestamp;
  readonly cause: Cause;
  shadow: Shadow;
}

/** Blocked entries that are followed at once. One that is too many ends unresolved, the oldest first. */
const MAX_FOLLOWED = 1_000;
/** Signals that may still be skipped: they are so at once, or never. */
const MAX_SIGNALS = 100;

export interface ShadowBookOptions {
  readonly candleMs: number;
  readonly costs: () => CostModel;
  /** What the rule says on the candle at hand of a position it would have. */
  readonly wishOf: (ruleId: string, symbol: string, candle: Candle) => RuleWish;
}

/**
 * Follows every entry that did not happen to the end it would have had. Fed with the agent's own events, it needs nothing
 * else to be made anew: what was blocked and not resolved is followed from its candle on.
 */
export class ShadowBook<Cause> {
  readonly #options: ShadowBookOptions;
  readonly #followed = new Map<string, Followed<Cause>>();
  /** Of paused rules alone: what these would hold, nobody else's record knows. */
  readonly #exits = new Map<string, Timestamp>();
  readonly #signals = new Map<string, AgentEventData<"signal.generated">>();

  constructor(options: ShadowBookOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#followed.size;
  }

  /** Whether a position that the rule would have there, were it not in pause, has not come to its end. */
  isFollowing(ruleId: string, symbol: string): boolean {
    return [...this.#followed.values()].some(
      ({ blocked, symbol: on }) => blocked.ruleId === ruleId && on === symbol && isOfPause(blocked.by),
    );
  }

  /** Open time of the candle in which the rule, in pause, would last have left the symbol; null when it never did. */
  lastExit(ruleId: string, symbol: string): Timestamp | null {
    return this.#exits.get(`${ruleId} ${symbol}`) ?? null;
  }

  hear(event: Heard, cause: Cause): void {
    if (event.type === "signal.generated") this.#remember(event.data as AgentEventData<"signal.generated">);
    else if (event.type === "signal.skipped") this.#skipped(event.data as AgentEventData<"signal.skipped">, cause);
    else if (event.type === "entry.blocked") this.#blocked(event.data as AgentEventData<"entry.blocked">, cause);
    else if (event.type === "counterfactual.resolved") this.#resolved(event.data as Resolution);
  }

  /** The next candle of a symbol; what came to its end with it. */
  step(symbol: string, candle: Candle): readonly (readonly [Resolution, Cause])[] {
    const { candleMs, costs, wishOf } = this.#options;
    const ended: (readonly [Resolution, Cause])[] = [];
    for (const [id, followed] of this.#followed) {
      if (followed.symbol !== symbol || candle.ts <= followed.since) continue;
      const { shadow, since, blocked } = followed;
      // The candles it would have filled in were not seen: what came of it is not known.
      const isLate = shadow.state === "waiting" && candle.ts > since + (shadow.waited + 1) * candleMs;
      const next = isLate
        ? { ...shadow, state: "censored" as const }
        : advanceShadow(shadow, candle, costs(), wishOf(blocked.ruleId, symbol, candle));
      followed.shadow = next;
      if (next.state === "waiting" || next.state === "open") continue;
      this.#followed.delete(id);
      ended.push([resolutionOf(followed), followed.cause]);
    }
    return ended;
  }

  #resolved({ intentId, ruleId, symbol, by, exitAt }: Resolution): void {
    this.#followed.delete(intentId);
    if (exitAt !== null && isOfPause(by)) this.#exits.set(`${ruleId} ${symbol}`, exitAt);
  }

  #remember(signal: AgentEventData<"signal.generated">): void {
    dropOldest(this.#signals, MAX_SIGNALS);
    this.#signals.set(signal.signalId, signal);
  }

  #skipped({ signalId, reason }: AgentEventData<"signal.skipped">, cause: Cause): void {
    const signal = this.#signals.get(signalId);
    if (signal === undefined) return;
    const { ruleId, ruleVersion, symbol, candleTs } = signal;
    const blocked = { intentId: signalId, ruleId, ruleVersion, by: [skippedBy(reason)], kind: "skipped" as const };
    this.#follow(
      { ...blocked, day: utcDay(candleTs), share: 1 },
      symbol,
      candleTs,
      openShadow(orderOfSignal(signal)),
      cause,
    );
  }

  #blocked({ intent, by }: AgentEventData<"entry.blocked">, cause: Cause): void {
    const order = orderOfIntent(intent, this.#options.candleMs);
    if (order === null) return;
    const { intentId, ruleId, ruleVersion, symbol, reference } = intent;
    const blocked = {
      intentId,
      ruleId,
      ruleVersion,
      by,
      kind: "denied" as const,
      day: utcDay(reference.candleTs),
      share: 1,
    };
    this.#follow(blocked, symbol, reference.candleTs, openShadow(order), cause);
  }

  #follow(blocked: Followed<Cause>["blocked"], symbol: string, since: Timestamp, shadow: Shadow, cause: Cause): void {
    dropOldest(this.#followed, MAX_FOLLOWED);
    this.#followed.set(blocked.intentId, { blocked, symbol, since, shadow, cause });
  }
}

function dropOldest<Key, Value>(map: Map<Key, Value>, most: number): void {
  const [oldest] = map.keys();
  if (map.size >= most && oldest !== undefined) map.delete(oldest);
}

function resolutionOf<Cause>({ blocked, symbol, shadow }: Followed<Cause>): Resolution {
  const { outcome, r, by, ...rest } = resolved(blocked, shadow);
  const { entryAt, exitAt, exitReason, mfeR, maeR } = shadow;
  const ended = outcome === "pending" ? ("censored" as const) : outcome;
  const end = { symbol, by: [...by], outcome: ended, r, entryAt, exitAt, exitReason, mfeR, maeR };
  return { ...rest, ...end, sentence: shadowLesson({ ruleId: rest.ruleId, ...end }) };
}
