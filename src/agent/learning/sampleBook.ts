import { isOfMiss } from "../../loops/counterfactual/blocked.ts";
import { hintsFor, type Outcome } from "../../loops/counterfactual/hints.ts";
import type { ThresholdHint } from "../../loops/evolution/operator.ts";
import { beliefKey } from "../../loops/trade/beliefs.ts";
import type { AgentEventData } from "../../store/events/agent.ts";
import { gateEvents } from "../../store/events/gate.ts";
import type { RuleDocument } from "../../store/rules/document.ts";

interface Fact {
  readonly type: string;
  readonly data: unknown;
}

/** An entry that has not come to its end: which version of which rule wished it, and what it saw. */
interface Seen {
  readonly key: string;
  readonly features: Outcome["features"];
}

interface Half {
  readonly seen: readonly (readonly [string, Seen])[];
  readonly ended: readonly (readonly [string, readonly Outcome[]])[];
}

export interface SavedSamples {
  readonly made: Half;
  readonly blocked: Half;
}

/** Entries on their way, of one kind; the oldest go first. */
const MAX_SEEN = 1_000;
/** Outcomes that are kept of a version of a rule, of one kind, and versions they are kept of. */
const MAX_OUTCOMES = 200;
const MAX_KEYS = 40;
const EMPTY: Half = { seen: [], ended: [] };

/**
 * What entries saw, made and blocked, and what came of them: where thresholds are read off. The made ones are folded from
 * the gate's events, the blocked ones from the agent's own, each by itself, so that it does not matter how they interleave.
 */
export class SampleBook {
  readonly #made: Ledger;
  readonly #blocked: Ledger;

  /** @param saved what another one knew, and `save` gave. */
  constructor(saved: SavedSamples = { made: EMPTY, blocked: EMPTY }) {
    this.#made = new Ledger(saved.made);
    this.#blocked = new Ledger(saved.blocked);
  }

  save(): SavedSamples {
    return { made: this.#made.save(), blocked: this.#blocked.save() };
  }

  ofGate({ type, data }: Fact): void {
    if (type === "intent.received") {
      const intent = gateEvents[type].safeParse(data).data?.intent;
      if (intent?.purpose === "entry") this.#made.saw(intent.intentId, seenBy(intent));
    } else if (type === "position.closed") {
      const trade = gateEvents[type].safeParse(data).data;
      if (trade !== undefined) this.#made.ended(trade.positionId, trade.r);
    }
  }

  ofAgent({ type, data }: Fact): void {
    if (type === "signal.generated") {
      const signal = data as AgentEventData<"signal.generated">;
      this.#blocked.saw(signal.signalId, seenBy(signal));
    } else if (type === "entry.blocked") {
      const { intent } = data as AgentEventData<"entry.blocked">;
      this.#blocked.saw(intent.intentId, seenBy(intent));
    } else if (type === "counterfactual.resolved") {
      const { intentId, by, outcome, r } = data as AgentEventData<"counterfactual.resolved">;
      // What its rule did not wish says nothing of what it wishes.
      this.#blocked.ended(intentId, outcome === "closed" && !isOfMiss(by) ? r : null);
    }
  }

  /**
   * What they suggest for those rules, as they are now.
   * @param versionsOf versions of a rule that did what it does now: what they saw is what it would have seen.
   */
  hintsOf(
    incumbents: readonly RuleDocument[],
    versionsOf: (document: RuleDocument) => readonly number[],
  ): readonly ThresholdHint[] {
    return incumbents.flatMap((document) => {
      const { id, version } = document;
      const keys = [...new Set([version, ...versionsOf(document)])].map((each) => beliefKey(id, each));
      return hintsFor(
        id,
        [this.#made, this.#blocked].flatMap((half) => keys.flatMap((key) => half.of(key))),
      );
    });
  }
}

class Ledger {
  readonly #seen: Map<string, Seen>;
  readonly #ended: Map<string, readonly Outcome[]>;

  constructor({ seen, ended }: Half) {
    this.#seen = new Map(seen);
    this.#ended = new Map(ended);
  }

  save(): Half {
    return { seen: [...this.#seen], ended: [...this.#ended] };
  }

  saw(id: string, seen: Seen): void {
    dropOldest(this.#seen, MAX_SEEN);
    this.#seen.set(id, seen);
  }

  ended(id: string, r: number | null): void {
    const seen = this.#seen.get(id);
    this.#seen.delete(id);
    if (seen === undefined || r === null) return;
    const { key, features } = seen;
    const outcomes = [...this.of(key), { features, r }].slice(-MAX_OUTCOMES);
    this.#ended.delete(key);
    dropOldest(this.#ended, MAX_KEYS);
    this.#ended.set(key, outcomes);
  }

  of(key: string): readonly Outcome[] {
    return this.#ended.get(key) ?? [];
  }
}

function dropOldest<Value>(map: Map<string, Value>, most: number): void {
  const [oldest] = map.keys();
  if (map.size >= most && oldest !== undefined) map.delete(oldest);
}

interface Wish {
  readonly ruleId: string;
  readonly ruleVersion: number;
  readonly thesis: { readonly evidence: readonly string[] };
}

/** "rsi(close, 14) = 61.2" is a feature; a line without a number is none. */
function seenBy({ ruleId, ruleVersion, thesis }: Wish): Seen {
  const features = thesis.evidence.flatMap((line) => {
    const at = line.lastIndexOf(" = ");
    const value = at < 0 ? Number.NaN : Number(line.slice(at + 3));
    return Number.isFinite(value) ? [[line.slice(0, at), value] as const] : [];
  });
  return { key: beliefKey(ruleId, ruleVersion), features: Object.fromEntries(features) };
}
