import type { Promised } from "../../loops/trade/belief.ts";
import { beliefKey, type Beliefs, inherit, learn, type Tightening } from "../../loops/trade/beliefs.ts";
import { forgetOld, versionIn } from "../../loops/trade/forget.ts";
import { gateEvents } from "../../store/events/gate.ts";
import type { RuleDocument, RuleStatus } from "../../store/rules/document.ts";
import { fingerprint } from "../../store/rules/fingerprint.ts";
import { isOfRule } from "../../store/words/proposal.ts";
import { regimeIn } from "../strategy/regime.ts";

interface GateFact {
  readonly type: string;
  readonly data: unknown;
}

interface Version {
  readonly version: number;
  readonly print: string;
}

/** What stands in the rulebook, with what is believed of it: a version that was replaced is believed of nobody. */
export interface Standing {
  readonly rules: readonly { readonly id: string; readonly version: number; readonly status: RuleStatus | null }[];
  readonly beliefs: Beliefs;
}

export interface SavedBeliefs {
  /** The regime each entry was made in that has not closed. */
  readonly born: readonly (readonly [string, string | null])[];
  readonly statuses: readonly (readonly [string, RuleStatus])[];
  /** What each version does, and what the rule does now, by fingerprint. */
  readonly prints: readonly (readonly [string, string])[];
  readonly current: readonly (readonly [string, Version])[];
  /** What rules were proposed for, by what they do. */
  readonly promises: readonly (readonly [string, Promised])[];
  readonly beliefs: Beliefs;
}

/** Entries that are remembered until they close; the oldest go first. */
const MAX_ENTRIES = 500;
const NOTHING: Promised = { expectedR: 0 };
/** Versions of which it is remembered what they do. */
const MAX_PRINTS = 500;

/**
 * What is believed of each rule, folded from the gate's events alone: the same events give the same beliefs to the last
 * bit. A rule is held to what it was proposed for; one that nobody proposed with a promise, to the least that a rule may
 * promise: its own record is no promise, since it was good by luck as well. A version that does what an earlier one did goes
 * on from what is believed of that.
 */
export class BeliefBook {
  readonly #born: Map<string, string | null>;
  readonly #statuses: Map<string, RuleStatus>;
  readonly #prints: Map<string, string>;
  readonly #current: Map<string, Version>;
  readonly #promises: Map<string, Promised>;
  #beliefs: Beliefs;

  /** @param saved what another one had learned, and `save` gave. */
  constructor(saved: SavedBeliefs = { born: [], statuses: [], prints: [], current: [], promises: [], beliefs: {} }) {
    this.#born = new Map(saved.born);
    this.#statuses = new Map(saved.statuses);
    this.#prints = new Map(saved.prints);
    this.#current = new Map(saved.current);
    this.#promises = new Map(saved.promises);
    this.#beliefs = saved.beliefs;
  }

  /** All of it as plain data. */
  save(): SavedBeliefs {
    const [born, statuses, promises] = [[...this.#born], [...this.#statuses], [...this.#promises]];
    const [prints, current] = [[...this.#prints], [...this.#current]];
    return { born, statuses, prints, current, promises, beliefs: this.#beliefs };
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
    else if (type === "proposal.submitted") this.#proposed(data);
    else if (type === "rule.accepted" || type === "rule.rolled_back") this.#accepted(type, data);
    else if (type === "rule.status_changed") this.#changed(data);
    return type === "position.closed" ? this.#closed(data, statusOf) : null;
  }

  #accepted(type: "rule.accepted" | "rule.rolled_back", data: unknown): void {
    const document = gateEvents[type].safeParse(data).data?.document;
    if (document === undefined) return;
    const { id, version, status } = document;
    const print = fingerprint(document);
    const [alike] = this.versionsOf(document);
    this.#statuses.set(id, status);
    this.#current.set(id, { version, print });
    remember(this.#prints, MAX_PRINTS, beliefKey(id, version), print);
    if (alike !== undefined) this.#beliefs = inherit(this.#beliefs, id, alike, version);
    // Here, and not with each trade: between two acceptances rules as they are now add one belief a regime at the most.
    this.#beliefs = forgetOld(this.#beliefs, this.standing().rules);
  }

  #proposed(data: unknown): void {
    const filed = gateEvents["proposal.submitted"].safeParse(data).data;
    if (filed === undefined || !isOfRule(filed) || filed.basis === undefined) return;
    const print = fingerprint(filed.document);
    const { expectedR, deviationR = this.#promises.get(print)?.deviationR } = filed.basis;
    remember(this.#promises, MAX_PRINTS, print, { expectedR, deviationR });
  }

  /** Versions of the rule that do what that document says, the newest first. */
  versionsOf(document: RuleDocument): readonly number[] {
    const print = fingerprint(document);
    const own = `${document.id} v`;
    return [...this.#prints]
      .flatMap(([key, each]) => (each === print && key.startsWith(own) ? [Number(key.slice(own.length))] : []))
      .toReversed();
  }

  /** Whether the rule still does what that version did: its trades are no word against another one. */
  isCurrent(ruleId: string, ruleVersion: number): boolean {
    const [now, then] = [this.#current.get(ruleId), this.#prints.get(beliefKey(ruleId, ruleVersion))];
    return now === undefined || then === undefined || now.print === then;
  }

  #changed(data: unknown): void {
    const changed = gateEvents["rule.status_changed"].safeParse(data).data;
    if (changed !== undefined) this.#statuses.set(changed.ruleId, changed.status);
  }

  #entered(data: unknown): void {
    const intent = gateEvents["intent.received"].safeParse(data).data?.intent;
    if (intent?.purpose !== "entry") return;
    remember(this.#born, MAX_ENTRIES, intent.intentId, regimeIn(intent.thesis.evidence));
  }

  #closed(data: unknown, statusOf: (ruleId: string) => RuleStatus): Tightening | null {
    const trade = gateEvents["position.closed"].safeParse(data).data;
    if (trade === undefined || trade.r === null) return null;
    const { positionId, ruleId, r, entryAt, exitAt } = trade;
    const held = { entryAt, exitAt };
    const regime = this.#born.get(positionId) ?? null;
    this.#born.delete(positionId);
    // A position of a version that was replaced teaches of that version, and asks for nothing; one of a version that did the
    // same teaches of the one that stands there now.
    const isCurrent = this.isCurrent(ruleId, trade.ruleVersion);
    const status = isCurrent ? (this.#statuses.get(ruleId) ?? statusOf(ruleId)) : "paused";
    const ruleVersion = isCurrent ? (this.#current.get(ruleId)?.version ?? trade.ruleVersion) : trade.ruleVersion;
    const print = this.#prints.get(beliefKey(ruleId, ruleVersion)) ?? "";
    const promised = this.#promises.get(print) ?? NOTHING;
    const learned = learn(this.#beliefs, { ruleId, ruleVersion, regime, r, held, promised, status });
    this.#beliefs = learned.beliefs;
    return learned.tightening;
  }

  /** Rules as they are now, each with its version and status, and what is believed of these versions alone. */
  standing(): Standing {
    const rules = [...this.#current].map(([id, { version }]) => ({
      id,
      version,
      status: this.#statuses.get(id) ?? null,
    }));
    const versions = new Set(rules.map(({ id, version }) => beliefKey(id, version)));
    const kept = Object.entries(this.#beliefs).filter(([key]) => versions.has(versionIn(key)));
    return { rules, beliefs: Object.fromEntries(kept) };
  }
}

/** Sets it as the newest; where there are too many, the oldest goes. */
function remember<Value>(map: Map<string, Value>, most: number, key: string, value: Value): void {
  map.delete(key);
  const [oldest] = map.keys();
  if (map.size >= most && oldest !== undefined) map.delete(oldest);
  map.set(key, value);
}
