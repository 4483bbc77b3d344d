import { beliefKey, type Beliefs, learn, type Tightening } from "../../loops/trade/beliefs.ts";
import { gateEvents } from "../../store/events/gate.ts";
import type { RuleStatus } from "../../store/rules/document.ts";
import { fingerprint } from "../../store/rules/fingerprint.ts";
import { regimeIn } from "../strategy/regime.ts";

interface GateFact {
  readonly type: string;
  readonly data: unknown;
}

interface Born {
  readonly regime: string | null;
  readonly expectedR: number;
}

export interface SavedBeliefs {
  readonly born: readonly (readonly [string, Born])[];
  readonly statuses: readonly (readonly [string, RuleStatus])[];
  /** What each version does, and what the rule does now, by fingerprint. */
  readonly prints: readonly (readonly [string, string])[];
  readonly current: readonly (readonly [string, string])[];
  readonly beliefs: Beliefs;
}

/** Entries that are remembered until they close; the oldest go first. */
const MAX_ENTRIES = 500;
/** Versions of which it is remembered what they do. */
const MAX_PRINTS = 500;

/**
 * What is believed of each rule, folded from the gate's events alone: the same events give the same beliefs to the last
 * bit. A trade is held to what its thesis expected; where that said nothing, to the least that a rule may promise.
 */
export class BeliefBook {
  readonly #born: Map<string, Born>;
  readonly #statuses: Map<string, RuleStatus>;
  readonly #prints: Map<string, string>;
  readonly #current: Map<string, string>;
  #beliefs: Beliefs;

  /** @param saved what another one had learned, and `save` gave. */
  constructor(saved: SavedBeliefs = { born: [], statuses: [], prints: [], current: [], beliefs: {} }) {
    this.#born = new Map(saved.born);
    this.#statuses = new Map(saved.statuses);
    this.#prints = new Map(saved.prints);
    this.#current = new Map(saved.current);
    this.#beliefs = saved.beliefs;
  }

  /** All of it as plain data. */
  save(): SavedBeliefs {
    const [prints, current] = [[...this.#prints], [...this.#current]];
    return { born: [...this.#born], statuses: [...this.#statuses], prints, current, beliefs: this.#beliefs };
  }

  get beliefs(): Beliefs {
    return this.#beliefs;
  }

  /**
   * Takes an event; what an alarm that it raised asks for.
   * @param statusOf the status of a rule whose entry into the rulebook was not among the events.
   */
  observe({ type, data }: GateFact, statusOf: (ruleId: string) => RuleStatus): Tightening | null {
    if (type === "intent.received") this.#entered(data);
    else if (type === "rule.accepted" || type === "rule.rolled_back") this.#accepted(type, data);
    else if (type === "rule.status_changed") this.#changed(data);
    return type === "position.closed" ? this.#closed(data, statusOf) : null;
  }

  #accepted(type: "rule.accepted" | "rule.rolled_back", data: unknown): void {
    const document = gateEvents[type].safeParse(data).data?.document;
    if (document === undefined) return;
    const { id, version, status } = document;
    const print = fingerprint(document);
    this.#statuses.set(id, status);
    this.#current.set(id, print);
    const [oldest] = this.#prints.keys();
    if (this.#prints.size >= MAX_PRINTS && oldest !== undefined) this.#prints.delete(oldest);
    this.#prints.set(beliefKey(id, version), print);
  }

  /** Whether the rule still does what that version did: its trades are no word against another one. */
  isCurrent(ruleId: string, ruleVersion: number): boolean {
    const [now, then] = [this.#current.get(ruleId), this.#prints.get(beliefKey(ruleId, ruleVersion))];
    return now === undefined || then === undefined || now === then;
  }

  #changed(data: unknown): void {
    const changed = gateEvents["rule.status_changed"].safeParse(data).data;
    if (changed !== undefined) this.#statuses.set(changed.ruleId, changed.status);
  }

  #entered(data: unknown): void {
    const intent = gateEvents["intent.received"].safeParse(data).data?.intent;
    if (intent?.purpose !== "entry") return;
    const [oldest] = this.#born.keys();
    if (this.#born.size >= MAX_ENTRIES && oldest !== undefined) this.#born.delete(oldest);
    const { evidence, expectedR } = intent.thesis;
    this.#born.set(intent.intentId, { regime: regimeIn(evidence), expectedR: expectedR ?? 0 });
  }

  #closed(data: unknown, statusOf: (ruleId: string) => RuleStatus): Tightening | null {
    const trade = gateEvents["position.closed"].safeParse(data).data;
    if (trade === undefined || trade.r === null) return null;
    const { positionId, ruleId, ruleVersion, r } = trade;
    const { regime, expectedR } = this.#born.get(positionId) ?? { regime: null, expectedR: 0 };
    this.#born.delete(positionId);
    // A position of a version that was replaced teaches of that version, and asks for nothing.
    const known = this.#statuses.get(ruleId) ?? statusOf(ruleId);
    const status = this.isCurrent(ruleId, ruleVersion) ? known : "paused";
    const learned = learn(this.#beliefs, { ruleId, ruleVersion, regime, r, expectedR, status });
    this.#beliefs = learned.beliefs;
    return learned.tightening;
  }
}
